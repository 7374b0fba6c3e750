namespace Rationale.Analyzers.Tests;

public sealed class WeightOutOfRangeTests
{
    [Theory]
    [InlineData("Weight", "ExplainConstraint", "-1", "-1")]
    [InlineData("Weight", "ExplainConstraint", "double.NaN", "NaN")]
    [InlineData("Weight", "ExplainConstraint", "double.PositiveInfinity", "Infinity")]
    [InlineData("AutomaticRatio", "ExplainConstraint", "-0.5", "-0.5")]
    [InlineData("L2", "WeightPenalty", "-1e-4", "-0.0001")]
    [InlineData("L1", "WeightPenalty", "double.NaN", "NaN")]
    [InlineData("WeightDecay", "Train", "-0.01", "-0.01")]
    [InlineData("ClipNorm", "Train", "double.NegativeInfinity", "-Infinity")]
    public async Task A_weight_that_is_negative_or_not_finite_is_reported(string setting, string attribute, string value, string shown)
    {
        var messages = await Verify.ReportsAsync($$"""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [{{attribute}}({{setting}} = {|RAT0016:{{value}}|})]
            public partial class Digits;
            """);

        Assert.Equal(
            $"{setting} = {shown} of [{attribute}] on 'Digits' is out of range; give a finite number that is zero or more",
            messages[0]);
    }
}
