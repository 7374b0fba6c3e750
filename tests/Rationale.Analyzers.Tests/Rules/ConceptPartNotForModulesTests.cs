namespace Rationale.Analyzers.Tests;

public sealed class ConceptPartNotForModulesTests
{
    private const string Fields = "[ConceptEncoder] private readonly Linear h = Linear(4, 3); [Relevance] private readonly Linear r = Linear(4, 6);";

    [Theory]
    [InlineData("[SelfExplaining(3, Origin = {|RAT0172:ConceptOrigin.Prototypes|})]", "Origin = ConceptOrigin.Prototypes has parameters of its own; write the prototypes as a module, and mark it [ConceptEncoder]")]
    [InlineData("[SelfExplaining(3, Origin = ConceptOrigin.Encoder, Aggregator = {|RAT0172:ConceptAggregator.PositiveAffine|})]", "Aggregator = ConceptAggregator.PositiveAffine has parameters of its own; leave it at Sum")]
    public async Task A_part_with_parameters_of_its_own_is_reported(string attribute, string reason)
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts(Fields, "[Classifier(2)] [Input(4)] " + attribute));

        Assert.Equal($"'Net' explains itself, but {reason}", messages[0]);
    }

    [Fact]
    public async Task Layers_in_a_nested_class_are_reported()
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts(Fields + " [Relevance] [Dense(6)] private static class Theta;", "[Classifier(2)] [Input(4)] [SelfExplaining({|RAT0172:3|}, Origin = ConceptOrigin.Encoder)]"));

        Assert.Equal("'Net' explains itself, but the class 'Theta' declares layers; mark fields that hold modules instead", messages[0]);
    }
}
