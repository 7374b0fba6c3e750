using Rationale.Graph;
using Rationale.Graph.Models;

namespace Rationale.Generators.Tests.Reading;

/// <summary>How [SelfExplaining] and nested classes become a network.</summary>
public sealed class SelfExplainingReadingTests
{
    [Fact]
    public void Nested_classes_carry_the_networks_of_the_user()
    {
        var network = Network("SelfExplaining(3)", "[ConceptEncoder] [Dense(3)] static class E; [ConceptDecoder] [Dense(4)] static class D; [Relevance] [Dense(9)] [Tanh] [Dropout(0.5)] static class R;");
        Layer[] own = [.. network.Relevance];
        Assert.Equal(["Dense", "Tanh", "Dropout"], own.Select(layer => layer.Name));
        var source = Assert.IsType<LearnedConcepts>(network.Source);
        Assert.Single(source.Encoder);
        Assert.Single(source.Decoder);
    }

    [Fact]
    public void Activations_of_a_nested_class_bend_contributions()
    {
        var network = Network("SelfExplaining(3)", "[Aggregation] [Tanh] [Softplus] static class A;");
        Assert.Equal(["Tanh", "Softplus"], network.Aggregation.Select(layer => layer.Name));
        Assert.Empty(Network("SelfExplaining(3)", "").Aggregation);
    }

    [Theory]
    [InlineData("SelfExplaining(4, Origin = ConceptOrigin.Identity)", 5)]
    [InlineData("SelfExplaining(4, Origin = ConceptOrigin.Identity, Bias = false)", 4)]
    [InlineData("SelfExplaining(2, Origin = ConceptOrigin.Chosen, Features = new[] { 3, 0 })", 3)]
    [InlineData("SelfExplaining(6, Origin = ConceptOrigin.Prototypes)", 6)]
    [InlineData("SelfExplaining(6, Origin = ConceptOrigin.Constant)", 6)]
    [InlineData("SelfExplaining(6, Origin = ConceptOrigin.Encoder)", 6)]
    [InlineData("SelfExplaining(6, Aggregator = ConceptAggregator.PositiveAffine)", 6)]
    public void Each_origin_has_its_number_of_concepts_and_a_network_that_fits(string attribute, int concepts)
    {
        var network = Network(attribute, "");
        Assert.Equal(concepts, network.Source.Count(EquatableArray.Create(4)));
        Assert.Equal(EquatableArray.Create(3), network.OutputShape(EquatableArray.Create(4)));
        Assert.Equal(attribute.Contains("PositiveAffine", StringComparison.Ordinal), network.Aggregator == ConceptAggregator.PositiveAffine);
    }

    private static SelfExplainingNetwork Network(string attribute, string nested) =>
        Assert.IsType<SelfExplainingNetwork>(Assert.Single(ReadSource.Model("M", $"[Classifier(3)] [Input(4)] [{attribute}] public partial class M {{ {nested} }}").Specification.Layers));
}
