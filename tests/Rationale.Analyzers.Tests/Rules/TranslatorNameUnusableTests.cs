namespace Rationale.Analyzers.Tests;

public sealed class TranslatorNameUnusableTests
{
    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"3to8\"", "3to8")]
    [InlineData("\"Three-Eight\"", "Three-Eight")]
    [InlineData("\"_Three\"", "_Three")]
    public async Task Members_are_named_after_it(string value, string name)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            [Counterfactual(0, 1, Name = {|RAT0196:{{value}}|})]
            public partial class Digits;
            """);

        Assert.Equal($"A [Counterfactual] of 'Digits' has the name '{name}', after which no member can be named; use letters from a to z, digits and underscores, beginning with a letter", messages[0]);
    }

    [Fact]
    public async Task Letters_digits_and_underscores_are_fine() => await Verify.ReportsAsync("""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [Counterfactual(0, 1, Name = "From0_To1")]
        public partial class Digits;
        """);
}
