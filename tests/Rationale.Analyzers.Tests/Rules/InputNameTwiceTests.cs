namespace Rationale.Analyzers.Tests;

public sealed class InputNameTwiceTests
{
    [Fact]
    public async Task A_name_of_two_inputs_is_reported() => Assert.Equal(
        ["'Scans' has another input named 'image'; give this one a name of its own"],
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4, Name = "image")] [Input(5, Name = {|RAT0080:"image"|})] [Join] [Dense(2)]
            public partial class Scans;
            """));

    [Fact]
    public Task Names_that_differ_in_case_are_two() => Verify.ReportsAsync("""
        [Classifier(2)] [Input(4, Name = "image")] [Input(5, Name = "Image")] [Join] [Dense(2)]
        public partial class Scans;
        """);
}
