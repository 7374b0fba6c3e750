namespace Rationale.Analyzers.Tests;

public sealed class InputNameUnusableTests
{
    [Theory]
    [InlineData("", "but names of inputs are letters, digits and underscores, and begin with a letter")]
    [InlineData("patient data", "but names of inputs are letters, digits and underscores, and begin with a letter")]
    [InlineData("1st", "but names of inputs are letters, digits and underscores, and begin with a letter")]
    [InlineData("labels", "which data sets and programs call something else; give it another name")]
    [InlineData("annotations", "which data sets and programs call something else; give it another name")]
    public async Task A_name_that_no_input_can_have_is_reported(string name, string problem) => Assert.Equal(
        [$"An input of 'Scans' is named '{name}', {problem}"],
        await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4, Name = "image")] [Input(5, Name = {|RAT0081:"{{name}}"|})] [Join] [Dense(2)]
            public partial class Scans;
            """));

    [Fact]
    public async Task The_only_input_needs_a_usable_name_too() =>
        await Verify.ReportsAsync("""[Classifier(2)] [Input(4, Name = {|RAT0081:"a-b"|})] [Dense(2)] public partial class Scans;""");

    [Fact]
    public async Task A_module_takes_features() => Assert.Equal(
        ["An input of 'Net' is named 'image', but data sets call what a module takes 'features'; leave the name out"],
        await Verify.ReportsAsync(Module.Create("private readonly Linear layer = Linear(4, 2);", "=> layer.call(x);", """[Classifier(2)] [Input(4, Name = {|RAT0081:"image"|})]""")));

    [Theory]
    [InlineData("class")]
    [InlineData("x")]
    [InlineData("target")]
    [InlineData("größe_2")]
    public Task Words_of_the_language_and_of_generated_code_can_be_names(string name) => Verify.ReportsAsync($$"""
        [Classifier(2)] [Input(4, Name = "image")] [Input(5, Name = "{{name}}")] [Join] [Dense(2)]
        public partial class Scans;
        """);
}
