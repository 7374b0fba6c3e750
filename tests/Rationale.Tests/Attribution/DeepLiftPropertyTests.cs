using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Attribution;

/// <summary>Whatever the layers, multipliers times differences sum to the difference of the logit.</summary>
public sealed class DeepLiftPropertyTests
{
    public static TheoryData<string> Kinds => ["Relu", "LeakyRelu", "Elu", "Gelu", "Silu", "Tanh", "Sigmoid", "Softplus", "Clamp", "InstanceNorm", "LayerNorm", "BatchNorm", "MaxPool", "Residual", "Upsample"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Scores_are_complete(string kind)
    {
        using var model = Model.Interpret(Specification(kind), seed: 5);
        var random = new RandomSource(8);
        float[] Draw() => [.. Enumerable.Range(0, 3 * 72).Select(_ => (float)random.NextNormal())];
        var rows = FeatureMatrix.FromArray(Draw(), 72);
        foreach (var baseline in new[] { Baseline.Zero, Baseline.PerExample(FeatureMatrix.FromArray(Draw(), 72)) })
        {
            var found = model.Attributed(rows, new DeepLift { Baseline = baseline }, new() { Target = Target.ForClass(1) });
            Assert.All(found.ConvergenceDelta, gap => Assert.Equal(0, gap, 2e-5));
            Assert.Contains(found.Scores.ToArray(), score => Math.Abs(score) > 1e-3);
        }
    }

    /// <summary>Near its reference a smooth network is linear: multipliers are then the gradient.</summary>
    [Fact]
    public void Multipliers_near_the_reference_are_the_gradient()
    {
        using var model = Model.Interpret(Specification("Tanh"), seed: 5);
        var random = new RandomSource(9);
        float[] x = [.. Enumerable.Range(0, 72).Select(_ => (float)random.NextNormal())];
        float[] near = [.. x.Select(value => value + 1e-5f)];
        var options = new AttributionOptions { Target = Target.ForClass(1) };
        var multipliers = model.Attributed(FeatureMatrix.FromArray(x, 72), new DeepLift { Baseline = Baseline.Example(near), MultiplyByInputs = false }, options).Scores.ToArray();
        Assert.Equal(model.Attributed(FeatureMatrix.FromArray(x, 72), new Saliency { Absolute = false }, options).Scores.ToArray(), multipliers, (a, b) => Math.Abs(a - b) < 1e-4);
    }

    /// <summary>The ELU is smooth, so guiding changes nothing of it; of a rectifier it does.</summary>
    [Theory]
    [InlineData("Elu", true)]
    [InlineData("LeakyRelu", true)]
    [InlineData("Relu", false)]
    public void Guiding_changes_rectifiers_alone(string kind, bool same)
    {
        using var model = Model.Interpret(Specification(kind), seed: 5);
        var random = new RandomSource(9);
        var rows = FeatureMatrix.FromArray([.. Enumerable.Range(0, 72).Select(_ => (float)random.NextNormal())], 72);
        var guided = model.Attributed(rows, new GuidedBackpropagation()).Scores.ToArray();
        Assert.Equal(same, guided.SequenceEqual(model.Attributed(rows, new Saliency { Absolute = false }).Scores.ToArray()));
    }

    private static ModelSpecification Specification(string kind)
    {
        var conv = new ConvLayer(4, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault);
        Layer[] middle = kind switch
        {
            "Relu" => [new ReluLayer()],
            "LeakyRelu" => [new LeakyReluLayer(0.2)],
            "Elu" => [new EluLayer(1)],
            "Gelu" => [new GeluLayer()],
            "Silu" => [new SiluLayer()],
            "Tanh" => [new TanhLayer()],
            "Sigmoid" => [new SigmoidLayer()],
            "Softplus" => [new SoftplusLayer()],
            "Clamp" => [new ClampLayer(-0.3, 0.4), new ClampLayer(0, 0.2)],
            "InstanceNorm" => [new InstanceNormLayer(1e-5, true), new ReluLayer()],
            "LayerNorm" => [new LayerNormLayer(1e-5), new TanhLayer()],
            "BatchNorm" => [new BatchNormLayer(0.1, 1e-5, false), new ReluLayer()],
            "MaxPool" => [new ReluLayer(), new MaxPoolLayer(new Window(3, 3, 2, 1))],
            "Residual" => [new ResidualLayer("Block", new EquatableArray<Layer>([conv, new ReluLayer()])), new AveragePoolLayer(new Window(2, 2, 2))],
            _ => [new ReluLayer(), new UpsampleLayer(2, ResizeKind.Bilinear)],
        };
        return Small.Create(1, Small.Classes(3)) with
        {
            InputShape = EquatableArray.Create(6, 6, 2),
            Layers = new EquatableArray<Layer>([conv, .. middle, new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]),
        };
    }
}
