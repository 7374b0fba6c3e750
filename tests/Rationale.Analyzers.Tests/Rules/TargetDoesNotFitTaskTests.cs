namespace Rationale.Analyzers.Tests;

public sealed class TargetDoesNotFitTaskTests
{
    [Fact]
    public async Task A_probability_of_a_regressor_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Output = {|RAT0022:TargetOutput.Probability|}, Class = TargetClass.Predicted)]
            public partial class Digits;
            """);

        Assert.Equal(
            "The attribution target of 'Digits' does not exist: Output = Probability needs classes, but a regressor has none; use TargetOutput.Logit",
            messages[0]);
    }

    [Fact]
    public async Task A_class_of_a_regressor_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Class = {|RAT0022:TargetClass.Labeled|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "The attribution target of 'Digits' does not exist: Class = Labeled needs classes, but a regressor has none; use TargetClass.All",
            messages[0]);
    }

    [Fact]
    public async Task The_sum_of_all_probabilities_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Output = {|RAT0022:TargetOutput.Probability|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "The attribution target of 'Digits' does not exist: Output = Probability summed over all classes is always 1; use TargetOutput.LogProbability, or TargetClass.Predicted",
            messages[0]);
    }

    [Fact]
    public async Task A_regressor_explains_its_outputs_unless_told_otherwise()
    {
        await Verify.ReportsAsync("""
            [Regressor(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint]
            public partial class Digits;
            """);
    }

    [Theory]
    [InlineData("Output = TargetOutput.Logit, Class = TargetClass.Labeled")]
    [InlineData("Output = TargetOutput.Probability, Class = TargetClass.Predicted")]
    public async Task Classes_and_probabilities_fit_a_classifier(string target)
    {
        await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint({{target}})]
            public partial class Digits;
            """);
    }
}
