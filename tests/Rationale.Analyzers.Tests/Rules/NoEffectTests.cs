namespace Rationale.Analyzers.Tests;

public sealed class NoEffectTests
{
    [Fact]
    public async Task A_constraint_of_weight_zero_is_an_info()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [ExplainConstraint(Weight = {|RAT0024:0|})]
            public partial class Digits;
            """);

        Assert.Equal(
            "[ExplainConstraint] on 'Digits' has no effect because Weight is 0; set a weight or remove the attribute",
            messages[0]);
    }

    [Fact]
    public async Task A_weight_penalty_without_weights_is_an_info()
    {
        var messages = await Verify.ReportsAsync("""
            [Classifier(2)] [Input(4)] [Dense(2)]
            [{|RAT0024:WeightPenalty|}]
            public partial class Digits;
            """);

        Assert.Equal(
            "[WeightPenalty] on 'Digits' has no effect because L1 and L2 are 0; set a weight or remove the attribute",
            messages[0]);
    }
}
