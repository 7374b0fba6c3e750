using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Oracle;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>Priors on attributions by hand against the terms of declared models on the embedded target, with the gradient of every parameter.</summary>
public sealed class AttributionPriorsTests
{
    private const int Rows = 5;

    public static TheoryData<AttributionKind, TargetClass, int> Kinds => new(
        from kind in Enum.GetValues<AttributionKind>()
        from classes in new[] { TargetClass.Labeled, TargetClass.Predicted, TargetClass.All }
        from outputs in new[] { 1, 3 }
        select (kind, classes, outputs));

    [TorchTheory]
    [MemberData(nameof(Kinds))]
    public void Attributions_are_those_of_the_attribute_in_both_precisions(AttributionKind kind, TargetClass classes, int outputs)
    {
        foreach (var measure in Enum.GetValues<SparsityMeasure>())
        {
            using var scope = NewDisposeScope();
            var source = new AttributionSource(kind, 2, new Target(TargetOutput.Logit, classes));
            var model = Small.Mlp(4, new ClassifierTask(outputs, Reduction.Mean)).With(new SparseAttributionPenalty(1, measure, source));
            var declared = new DeclaredLoss(model, Rows, seed: 3, change: WithDraws);
            var expected = declared.Term(SparseAttributionPenalty.Key, SparseAttributionPenalty.Key);
            foreach (var (type, tolerance) in new[] { (float64, 1e-10), (float32, 1e-5) })
            {
                var loss = AttributionPriors.Sparsity(Attribution(declared, source, type), measure);
                Near.Check(expected, declared.ByHand(loss.to(float64)), tolerance, $"{measure}, {type}:");
            }
        }
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Smoothness_is_that_of_the_attribute_in_both_precisions(bool hasChannels)
    {
        using var scope = NewDisposeScope();
        var source = new AttributionSource(AttributionKind.InputTimesGradient, 0, new Target(TargetOutput.Logit, TargetClass.Labeled));
        var shape = hasChannels ? EquatableArray.Create(2, 3, 4) : EquatableArray.Create(4, 6);
        var network = Small.Create(24, new ClassifierTask(3, Reduction.Mean), new FlattenLayer(), new DenseLayer(6, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault));
        var model = network.With(new SmoothAttributionPenalty(1, source, ChannelsFirst: true)) with { InputShape = shape };
        var declared = new DeclaredLoss(model, Rows, seed: 3);
        foreach (var (type, tolerance) in new[] { (float64, 1e-10), (float32, 1e-5) })
        {
            Near.Check(declared.Term(SmoothAttributionPenalty.Key, SmoothAttributionPenalty.Key), declared.ByHand(AttributionPriors.Smoothness(Attribution(declared, source, type)).to(float64)), tolerance, $"{type}:");
        }
    }

    [TorchFact]
    public void The_graph_prior_and_the_distance_are_those_of_their_formulas()
    {
        using var scope = NewDisposeScope();
        foreach (var (type, tolerance) in new[] { (float64, 1e-12), (float32, 1e-6) })
        {
            var phi = tensor(new double[,] { { 1, -2, 0.5 }, { -3, 0, 1.5 } }).to(type);
            var laplacian = tensor(new double[,] { { 1, -1, 0 }, { -1, 3, -2 }, { 0, -2, 2 } }).to(type);

            // Mean magnitudes 2, 1 and 1: 1·(2 − 1)² + 2·(1 − 1)².
            Assert.Equal(1, AttributionPriors.OverGraph(phi, laplacian).to(float64).item<double>(), tolerance);
            var g = tensor(new double[] { 1, 1, 1 }).to(type);
            Assert.Equal((0 + 1 + 0.5 + 2 + 1 + 0.5) / 6, AttributionPriors.Distance(phi, g).to(float64).item<double>(), tolerance);
            Assert.Equal((0 + 9 + 0.25 + 16 + 1 + 0.25) / 6, AttributionPriors.Distance(phi, g, PenaltyNorm.L2, signed: true).to(float64).item<double>(), tolerance);
        }
    }

    [TorchFact]
    public void The_graph_prior_is_that_of_a_declared_model()
    {
        using var scope = NewDisposeScope();
        var source = new AttributionSource(AttributionKind.Gradient, 0, new Target(TargetOutput.Logit, TargetClass.Labeled));
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(new GraphAttributionPenalty(1, source)), seed: 4);
        var graph = FeatureGraph.Create(4, [(0, 1), (1, 3)]);
        var data = Small.Blobs(6).WithFeatureGraph(graph);
        var (w1, b1, w2, b2) = (Parameter("dense1.weight", 4, 8), Parameter("dense1.bias", 8), Parameter("dense2.weight", 8, 3), Parameter("dense2.bias", 3));
        var x = RightReasons.Explained(tensor([.. Enumerable.Range(0, 24).Select(index => data.Features[index / 4, index % 4])], [6, 4]));
        var phi = AttributionPriors.Attribution(u => (u.mm(w1) + b1).tanh().mm(w2) + b2, x, labels: tensor([.. data.Labels.ToArray().Select(label => (long)label)]));
        var laplacian = tensor(new float[,] { { 1, -1, 0, 0 }, { -1, 2, 0, -1 }, { 0, 0, 0, 0 }, { 0, -1, 0, 1 } });
        Assert.Equal(model.Evaluate(data).Losses[GraphAttributionPenalty.Key], AttributionPriors.OverGraph(phi, laplacian).item<float>(), 1e-5);

        Tensor Parameter(string name, params long[] shape) => tensor(model.Parameters[name].ToArray(), shape);
    }

    [TorchFact]
    public void What_does_not_fit_is_one_sentence()
    {
        using var scope = NewDisposeScope();
        var x = RightReasons.Explained(ones(2, 3));
        Refused("Expected gradients compare examples with references; call AttributionPriors.ExpectedGradients with examples of a background.", () => AttributionPriors.Attribution(u => u, x, AttributionKind.ExpectedGradients));
        Refused("Autograd does not watch the examples; give what RightReasons.Explained(x) returns, outside of no_grad.", () => AttributionPriors.Attribution(u => u, ones(2, 3)));
        Refused("The attribution target is the logit of the labeled class, but no labels are given; give the class of each example.", () => AttributionPriors.Attribution(u => u * u, x));
        Refused("0 draws are given, but expected gradients take 1 to 64; the mean over many steps has as many as one needs.", () => AttributionPriors.ExpectedGradients(u => u, x, []));
        Refused("References of shape [1, 3] and places of shape [2] do not fit examples of shape [2, 3]; give a reference and one number for each example.", () => AttributionPriors.ExpectedGradients(u => u, x, [(ones(1, 3), ones(2))]));
        Refused("Attributions of shape [2, 3] are not those of images; they must be [examples, height, width] or [examples, channels, height, width].", () => AttributionPriors.Smoothness(x));
        Refused("The Laplacian has the shape [2, 2], but attributions of 3 features need [3, 3].", () => AttributionPriors.OverGraph(x, ones(2, 2)));
        Refused("The predicted attributions have the shape [4], but there are 3 features; give one number for each.", () => AttributionPriors.Distance(x, ones(4)));

        static void Refused(string sentence, Action action) => Assert.StartsWith(sentence, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    private static Sample WithDraws(Sample sample)
    {
        var random = new Random(8);
        var columns = new Dictionary<string, double[]>(sample.Columns);
        foreach (var number in new[] { 1, 2 })
        {
            columns[$"reference{number}"] = [.. Enumerable.Range(0, Rows * 4).Select(_ => (2 * random.NextDouble()) - 1)];
            columns[$"place{number}"] = [.. Enumerable.Range(0, Rows).Select(_ => random.NextDouble())];
        }

        return sample with { Columns = columns };
    }

    /// <summary>The attribution of the declared network, written by hand over its parameters.</summary>
    private static Tensor Attribution(DeclaredLoss declared, AttributionSource source, ScalarType type)
    {
        var (w1, b1, w2, b2) = (Parameter("dense1.weight"), Parameter("dense1.bias"), Parameter("dense2.weight"), Parameter("dense2.bias"));
        var x = RightReasons.Explained(declared.Features.to(type));
        Tensor Forward(Tensor u) => (u.flatten(1).mm(w1) + b1).tanh().mm(w2) + b2;
        return source.Attribution != AttributionKind.ExpectedGradients
            ? AttributionPriors.Attribution(Forward, x, source.Attribution, source.Target, declared.Labels)
            : AttributionPriors.ExpectedGradients(Forward, x, [.. new[] { 1, 2 }.Select(number => (declared.Column($"reference{number}").to(type), declared.Column($"place{number}", 1).to(type)))], source.Target, declared.Labels);

        Tensor Parameter(string name) => declared.Parameters[name].to(type);
    }
}
