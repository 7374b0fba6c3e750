namespace Rationale.Analyzers.Tests;

public sealed class NetworkOfNoTranslatorTests
{
    [Theory]
    [InlineData("[Counterfactual(0, 1)]", "Translator")]
    [InlineData("[Counterfactual(0, 1, Name = \"There\")] [Counterfactual(Name = \"Star\")]", "There, Star")]
    [InlineData("", "none")]
    public async Task The_translators_are_listed(string attributes, string known)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            {{attributes}}
            public partial class Digits
            {
                [TranslatorGenerator(Translator = {|RAT0197:"Back"|})] [Conv(1, 3, Padding = 1)] [Tanh] private static class Own;
            }
            """);

        Assert.Equal($"'Own' has [TranslatorGenerator(Translator = \"Back\")], but the translators of 'Digits' are: {known}; name one of those, or leave the name out for all", messages[0]);
    }

    [Fact]
    public async Task One_that_there_is_is_fine() => await Verify.ReportsAsync("""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [Counterfactual(0, 1, Name = "Back")] [Counterfactual(0, 2)]
        public partial class Digits
        {
            [TranslatorGenerator(Translator = "Back")] [Conv(1, 3, Padding = 1)] [Tanh] private static class Own;
        }
        """);
}
