namespace Rationale.Analyzers.Tests;

public sealed class ConceptPartNotForModulesTests
{
    private const string Fields = "[ConceptEncoder] private readonly Linear h = Linear(4, 3); [Relevance] private readonly Linear r = Linear(4, 6);";

    [Theory]
    [InlineData("[SelfExplaining(3, Origin = {|RAT0172:ConceptOrigin.Prototypes|})]", "Origin = ConceptOrigin.Prototypes has parameters of its own; write the prototypes as a module, and mark it [ConceptEncoder]")]
    [InlineData("[SelfExplaining(3, Origin = ConceptOrigin.Encoder, Aggregator = {|RAT0172:ConceptAggregator.PositiveAffine|})]", "Aggregator = ConceptAggregator.PositiveAffine has parameters of its own; leave it at Sum, or declare the network by layers")]
    public async Task A_part_with_parameters_of_its_own_is_reported(string attribute, string reason)
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts(Fields, "[Classifier(2)] [Input(4)] " + attribute));

        Assert.Equal($"'Net' explains itself, but {reason}", messages[0]);
    }

    [Theory]
    [InlineData("[Relevance] [Dense(6)] private static class Theta;", "the class 'Theta' declares layers; mark fields that hold modules instead")]
    [InlineData("[Aggregation] [Tanh] private static class Bend;", "the class 'Bend' aggregates contributions by declared layers; leave it out, so that they are added, or declare the network by layers")]
    public async Task Layers_in_a_nested_class_are_reported(string nested, string reason)
    {
        var messages = await Verify.ReportsAsync(Module.CreateConcepts($"{Fields} {nested}", "[Classifier(2)] [Input(4)] [SelfExplaining({|RAT0172:3|}, Origin = ConceptOrigin.Encoder)]"));

        Assert.Equal($"'Net' explains itself, but {reason}", messages[0]);
    }
}
