namespace Rationale.Analyzers.Tests;

public sealed class ConcernNotForModulesTests
{
    [Fact]
    public async Task A_concern_of_declared_models_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x);", "[Classifier(2)] [Input(4)] [{|RAT0078:Smoothed(0.25)|}]"));

        Assert.Equal("[Smoothed] stands on 'Net', which has a forward of its own; it needs a model of declared layers", messages[0]);
    }

    [Fact]
    public async Task The_concerns_of_modules_are_accepted()
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x);", "[Classifier(2)] [Input(4)] [ExplainConstraint] [WeightPenalty(L2 = 1)]"));
    }
}
