namespace Rationale.Analyzers.Tests;

public sealed class InputRepeatedTests
{
    private const string Advice = "and this one has no name; name each, as in [Input(5, Name = \"patient\")], or remove this one";

    [Theory]
    [InlineData("[Input(4)] [{|RAT0008:Input(5)|}] [Dense(2)]")]
    [InlineData("[{|RAT0008:Input(4)|}] [Input(5, Name = \"patient\")] [Join] [Dense(2)]")]
    [InlineData("[Input(4, Name = \"image\")] [{|RAT0008:Input(5)|}] [Join] [Dense(2)]")]
    public async Task An_input_without_a_name_beside_another_is_reported(string layers) => Assert.Equal(
        [$"'Digits' has more than one [Input], {Advice}"],
        await Verify.ReportsAsync($"[Classifier(2)] {layers} public partial class Digits;"));

    [Fact]
    public Task Inputs_with_names_are_not_reported() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(4, Name = "features")] [Input(5, Name = "patient")] [Join] [Dense(2)]
        public partial class Digits;
        """);
}
