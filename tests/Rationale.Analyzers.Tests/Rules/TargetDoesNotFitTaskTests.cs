namespace Rationale.Analyzers.Tests;

public sealed class TargetDoesNotFitTaskTests
{
    [Fact]
    public async Task A_probability_of_a_regressor_is_reported()
    {
        var messages = await Verify.ReportsAsync("""
            [Regressor(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Scalar = {|RAT0022:ExplainedScalar.PredictedProbability|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "Scalar = PredictedProbability on 'Digits' needs classes, but a regressor has none; use ExplainedScalar.SumOfOutputs",
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

    [Fact]
    public async Task Every_scalar_fits_a_classifier()
    {
        await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Scalar = ExplainedScalar.LabeledLogit)]
            public partial class Digits;
            """);
    }
}
