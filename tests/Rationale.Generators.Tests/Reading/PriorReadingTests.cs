using Rationale.Generators.Tests.Reading.Modules;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Generators.Tests.Reading;

/// <summary>How [AttributionPrior] and a nested class become a prior network.</summary>
public sealed class PriorReadingTests
{
    [Fact]
    public void Without_hidden_layers_a_prior_is_linear()
    {
        var prior = Prior("AttributionPrior(3)");
        Assert.Equal([new DenseLayer(1, true, Initialization.PyTorchDefault)], prior.Network);
        Assert.Equal((1.0, 0.0, false, PenaltyNorm.L1), (prior.Weight, prior.LearningRate, prior.Signed, prior.Norm));
        Assert.Equal(new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.Labeled)), prior.Source);
    }

    [Fact]
    public void Hidden_layers_have_relu_and_dropout_where_there_is_some()
    {
        Assert.Equal(["Dense(5)", "Relu", "Dense(3)", "Relu", "Dense(1)"], Signatures("AttributionPrior(3, Hidden = new[] { 5, 3 })"));
        Assert.Equal(["Dense", "Relu", "Dropout", "Dense"], Prior("AttributionPrior(3, Hidden = new[] { 5 }, Dropout = 0.5)").Network.Select(layer => layer.Name));
    }

    [Fact]
    public void Presets_are_the_settings_of_the_authors_and_what_is_set_beside_them_wins()
    {
        var moons = Prior("AttributionPrior(2, Preset = PriorPreset.TwoMoons)");
        Assert.Equal((1, 1e-3, true, PenaltyNorm.L1), (moons.Network.Count, moons.LearningRate, moons.Signed, moons.Norm));
        var alzheimers = Prior("AttributionPrior(4, Preset = PriorPreset.Alzheimers)");
        Assert.Equal((1e-4, false), (alzheimers.LearningRate, alzheimers.Signed));
        Assert.Equal(["Dense", "Relu", "Dropout", "Dense"], alzheimers.Network.Select(layer => layer.Name));
        Assert.Equal(["Dense(5)", "Relu", "Dense(3)", "Relu", "Dense(1)"], Signatures("AttributionPrior(5, Preset = PriorPreset.Leukemia)"));
        var other = Prior("AttributionPrior(2, Preset = PriorPreset.TwoMoons, Signed = false, LearningRate = 0.5, Hidden = new[] { 7 })");
        Assert.Equal((3, 0.5, false), (other.Network.Count, other.LearningRate, other.Signed));
    }

    [Fact]
    public void A_nested_class_carries_the_network_of_the_user()
    {
        var model = ReadSource.Model("M", "[Classifier(3)] [Input(4)] [Dense(3)] [AttributionPrior(2)] public partial class M { [PriorNetwork] [Dense(7)] [Gelu] [Dense(1)] [Softplus] static class G; }").Specification;
        Assert.Equal(["Dense", "Gelu", "Dense", "Softplus"], model.Find<AttributionPrior>()!.Network.Select(layer => layer.Name));
    }

    [Fact]
    public void Terms_on_attributions_stand_beside_each_other_and_beside_the_explanation_penalty()
    {
        var model = ReadSource.Model("M", "[Classifier(3)] [Input(4, 4)] [Flatten] [Dense(3)] [SparseAttributions] [GraphAttributions] [SmoothAttributions] [AttributionPrior(2)] [ExplainConstraint] public partial class M;").Specification;
        Assert.Equal(["task", "explanation", "attributionPrior", "smoothAttributions", "graphAttributions", "sparseAttributions"], model.Objectives.Select(term => term.Name));
    }

    [Theory]
    [InlineData("AttributionPrior(3, Index = 2)")]
    [InlineData("SparseAttributions(Index = 2)")]
    public void A_class_can_be_named(string attribute) => Assert.Equal(
        Target.ForClass(2), ReadSource.Model("M", $"[Classifier(3)] [Input(4)] [Dense(3)] [{attribute}] public partial class M;").Specification.Find<AttributionTerm>()!.Source.Target);

    [Fact]
    public void A_regressor_of_one_output_attributes_it() => Assert.Equal(
        new Target(TargetOutput.Logit, TargetClass.All),
        ReadSource.Model("M", "[Regressor(1)] [Input(4)] [Dense(1)] [AttributionPrior(2)] public partial class M;").Specification.Find<AttributionPrior>()!.Source.Target);

    [Theory]
    [InlineData("2, 4, 3", 24, true)]
    [InlineData("4, 3", 12, false)]
    public void Images_of_a_module_are_channels_first(string shape, int features, bool channelsFirst)
    {
        var module = ReadModule.Understood($$"""
            [Classifier(3)] [Input({{shape}})] [SmoothAttributions]
            public sealed partial class Net : Module<Tensor, Tensor>
            {
                private readonly Linear output = Linear({{features}}, 3);
                public override Tensor forward(Tensor x) => output.call(x.flatten(1));
            }
            """);
        Assert.Equal(channelsFirst, module.Specification.Find<SmoothAttributionPenalty>()!.ChannelsFirst);
    }

    private static IEnumerable<string> Signatures(string attribute) => Prior(attribute).Network.Select(layer => layer.Signature);

    private static AttributionPrior Prior(string attribute) =>
        ReadSource.Model("M", $"[Classifier(3)] [Input(4)] [Dense(3)] [{attribute}] public partial class M;").Specification.Find<AttributionPrior>()!;
}
