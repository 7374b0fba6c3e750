namespace Rationale.Analyzers.Tests;

public sealed class TranslatorOfModuleTests
{
    [Fact]
    public async Task A_translator_of_a_module_is_reported()
    {
        var messages = await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(256, 2);", "=> f.call(x.flatten(1));", "[Classifier(2)] [Input(1, 16, 16)] [{|RAT0170:Counterfactual|}]"));

        Assert.Equal("[Counterfactual] stands on 'Net', a TorchSharp module; declare the classifier by layers, and put it there", messages[0]);
    }

    [Theory]
    [InlineData("[ExplainConstraint] [WeightPenalty(L2 = 1)]")]
    [InlineData("[Smoothed(0.25)]")]
    [InlineData("[SparseAttributions(Weight = 1)]")]
    [InlineData("[AttributionPrior(2)]")]
    public async Task The_other_concerns_are_accepted(string concerns)
    {
        await Verify.ReportsAsync(Module.Create("private readonly Linear f = Linear(4, 2);", "=> f.call(x);", "[Classifier(2)] [Input(4)] " + concerns));
    }
}
