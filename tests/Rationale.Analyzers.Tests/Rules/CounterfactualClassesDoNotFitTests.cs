namespace Rationale.Analyzers.Tests;

public sealed class CounterfactualClassesDoNotFitTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0, 3)]
    [InlineData(-1, -1)]
    [InlineData(-1, 0)]
    public async Task Two_different_classes_are_named(int first, int second)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
            [{|RAT0097:Counterfactual({{first}}, {{second}})|}]
            public partial class Digits;
            """);

        Assert.Equal($"[Counterfactual] of 'Digits' names the classes {first} and {second}, but they must be two different ones from 0 to 2", messages[0]);
    }

    [Theory]
    [InlineData("Counterfactual(2, 0)")]
    [InlineData("Counterfactual")]
    [InlineData("Counterfactual(ClassifierWeight = 1)")]
    public async Task Two_classes_or_none_are_fine(string attribute) => await Verify.ReportsAsync($$"""
        [Classifier(3)] [Input(28, 28, 1)] [Flatten] [Dense(3)]
        [{{attribute}}]
        public partial class Digits;
        """);
}
