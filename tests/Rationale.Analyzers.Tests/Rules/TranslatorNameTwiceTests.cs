namespace Rationale.Analyzers.Tests;

public sealed class TranslatorNameTwiceTests
{
    [Theory]
    [InlineData("[Counterfactual(0, 1)] [{|RAT0195:Counterfactual(1, 2)|}]", "Translator")]
    [InlineData("[Counterfactual(0, 1, Name = \"Star\")] [Counterfactual(Name = {|RAT0195:\"star\"|})]", "star")]
    public async Task Each_has_a_name_of_its_own(string attributes, string name)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            {{attributes}}
            public partial class Digits;
            """);

        Assert.Equal($"'Digits' has more than one [Counterfactual] of the name '{name}'; give each another, as in [Counterfactual(3, 8, Name = \"ThreeToEight\")]", messages[0]);
    }

    [Fact]
    public async Task Different_names_are_fine() => await Verify.ReportsAsync("""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [Counterfactual(0, 1)] [Counterfactual(1, 2, Name = "OneToTwo")] [Counterfactual(Name = "Star")]
        public partial class Digits;
        """);
}
