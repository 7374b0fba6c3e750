using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Execution;
using Rationale.Torch.Objectives;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Objectives;

/// <summary>The losses of self-explaining networks by autograd against those of declared models on the embedded target: the same numbers and gradients, whatever the attribute says.</summary>
public sealed class RobustnessTests
{
    private const int Rows = 6;
    private const int Features = 5;

    /// <summary>All that [SelfExplaining] can say about the penalty.</summary>
    public static TheoryData<TargetOutput, TargetClass, RobustnessReduction> Penalties
    {
        get
        {
            var data = new TheoryData<TargetOutput, TargetClass, RobustnessReduction>();
            foreach (var (penalized, classes) in Enum.GetValues<TargetOutput>().SelectMany(penalized => Enum.GetValues<TargetClass>().Select(classes => (penalized, classes))))
            {
                data.AddRange([.. Enum.GetValues<RobustnessReduction>().Select(reduction => (penalized, classes, reduction))]);
            }

            return data;
        }
    }

    /// <summary>Every source of concepts, aggregator and aggregation, for one logit and for several.</summary>
    private static IEnumerable<SelfExplainingNetwork> Networks
    {
        get
        {
            ConceptSource[] sources =
            [
                new LearnedConcepts(EquatableArray.Create<Layer>(Dense(3), new TanhLayer()), EquatableArray.Create<Layer>(Dense(Features))),
                new IdentityConcepts(Bias: true),
                new ChosenConcepts(EquatableArray.Create(3, 1), Bias: false),
                new ConstantConcepts(2),
            ];
            return from source in sources
                   from classes in new[] { 1, 3 }
                   from aggregator in Enum.GetValues<ConceptAggregator>()
                   from bent in new[] { false, true }
                   let relevance = EquatableArray.Create<Layer>(Dense(7), new TanhLayer(), Dense(source.Count(EquatableArray.Create(Features)) * classes))
                   select new SelfExplainingNetwork(source, relevance, classes, aggregator, bent ? EquatableArray.Create<Layer>(new TanhLayer()) : default);
        }
    }

    [TorchTheory]
    [MemberData(nameof(Penalties))]
    public void Robustness_is_that_of_the_attribute(TargetOutput penalized, TargetClass classes, RobustnessReduction reduction)
    {
        foreach (var network in Networks)
        {
            using var scope = NewDisposeScope();
            var declared = new DeclaredLoss(Model(network, Reduction.Mean, new RobustnessPenalty(new Target(penalized, classes), reduction, 1)), Rows, seed: 2);
            var parts = new ConceptParts(declared, network);
            var byHand = Robustness.Penalty(
                parts.X, parts.H, parts.Effects, parts.Logits, new RobustnessSettings { Target = new Target(penalized, classes), Reduction = reduction }, declared.Labels, parts.Slopes);
            Near.Check(declared.Term(RobustnessPenalty.Key, RobustnessPenalty.Key), declared.ByHand(byHand), 1e-10, $"{network.Signature}:");
        }
    }

    [TorchFact]
    public void The_whole_loss_is_that_of_the_attribute()
    {
        foreach (var (network, task) in Networks.SelectMany(network => Enum.GetValues<Reduction>().Select(task => (network, task))))
        {
            using var scope = NewDisposeScope();
            var settings = new RobustnessSettings();
            var declared = new DeclaredLoss(Model(network, task, new RobustnessPenalty(settings.Target, settings.Reduction, 0.5), 0.4, 0.3), Rows, seed: 3);
            var parts = new ConceptParts(declared, network);
            var reasons = (0.5 * Robustness.Penalty(parts.X, parts.H, parts.Effects, parts.Logits, slopes: parts.Slopes)) + (0.3 * Concepts.Sparsity(parts.H));
            reasons = parts.Decoded is { } decoded ? reasons + (0.4 * Concepts.Reconstruction(decoded, parts.X)) : reasons;
            Near.Check(declared.Loss(), declared.ByHand(RightReasons.CrossEntropy(parts.Logits, declared.Labels, task) + (reasons * (task == Reduction.Sum ? Rows : 1))), 1e-10, $"{network.Signature}:");
        }
    }

    [TorchFact]
    public void Products_and_Jacobians_agree_on_logits()
    {
        foreach (var (network, classes) in Networks.SelectMany(network => Enum.GetValues<TargetClass>().Select(classes => (network, classes))))
        {
            using var scope = NewDisposeScope();
            var declared = new DeclaredLoss(Model(network, Reduction.Mean, new RobustnessPenalty(new Target(TargetOutput.Logit, classes), RobustnessReduction.MeanOfNorms, 1)), Rows, seed: 4);
            var parts = new ConceptParts(declared, network);
            double[][] results = [.. new Func<RobustnessPenalty, ModelTask, ModelGraph, IReadOnlyList<Node>>[] { RelevanceDifferences.ByRelevances, RelevanceDifferences.ByJacobians }.Select(route => Robustness
                .Differences(route, parts.X, parts.H, parts.Effects, parts.Logits, new RobustnessSettings { Target = new Target(TargetOutput.Logit, classes) }, declared.Labels, parts.Slopes)
                .SelectMany(difference => difference.contiguous().data<double>().ToArray()).ToArray())];
            Near.Check(results[0], results[1], 1e-12, $"{network.Signature}:");
            Assert.Contains(results[0], value => Math.Abs(value) > 1e-3);
        }
    }

    [TorchFact]
    public void Constant_relevances_cost_nothing_on_logits()
    {
        using var scope = NewDisposeScope();
        var x = RightReasons.Explained(rand([6, 4], float64));
        var (h, effects) = (x.narrow(1, 0, 3), ones([6, 3, 2], float64));
        var logits = (h.unsqueeze(2) * effects).sum(1);
        Assert.Equal(0, Robustness.Penalty(x, h, effects, logits).item<double>(), 1e-11);
        Assert.True(Robustness.Penalty(x, h, effects, logits, new RobustnessSettings { Target = new Target(TargetOutput.Probability, TargetClass.All) }).item<double>() > 1e-3);
    }

    [TorchFact]
    public void What_does_not_fit_is_named()
    {
        using var scope = NewDisposeScope();
        var x = RightReasons.Explained(rand([4, 3], float64));
        var (h, theta, z) = (x * 2, ones([4, 3, 2], float64), ones([4, 2], float64));
        Names("[4, 3]", () => Robustness.Penalty(x, h, h, z));
        Names("[4, 3, 2]", () => Robustness.Penalty(x, h, theta, h));
        Names("slope for each", () => Robustness.Penalty(x, h, theta, z, slopes: h));
        Names("labels", () => Robustness.Penalty(x, h, theta, z, new RobustnessSettings { Target = new Target(TargetOutput.Logit, TargetClass.Labeled) }));
        Names("RightReasons.Explained", () => Robustness.Penalty(x.detach(), h, theta, z));
        Names("[4, 2]", () => Concepts.Reconstruction(z, x));

        static void Names(string what, Func<Tensor> loss) => Assert.Contains(what, Assert.Throws<ArgumentException>(loss).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Rows_that_nobody_watches_are_named()
    {
        using var scope = NewDisposeScope();
        var x = rand([4, 3], float64);
        var error = Assert.Throws<ArgumentException>(() => RightReasons.Gradient(x * 2, x));
        Assert.Contains("RightReasons.Explained", error.Message, StringComparison.Ordinal);
        var rows = RightReasons.Explained(x);
        var other = rand([4, 2], float64, requires_grad: true);
        Assert.Contains("detach", Assert.Throws<ArgumentException>(() => RightReasons.Gradient(other, rows)).Message, StringComparison.Ordinal);
        Assert.Contains("labels", Assert.Throws<ArgumentException>(() => RightReasons.Gradient(rows * 2, rows, new Target(TargetOutput.Logit, TargetClass.Labeled))).Message, StringComparison.Ordinal);
    }

    private static ModelSpecification Model(SelfExplainingNetwork network, Reduction task, RobustnessPenalty penalty, double reconstruction = 0, double sparsity = 0) =>
        new("Small", EquatableArray.Create(Features), EquatableArray.Create<Layer>(network), new ClassifierTask(network.Classes, task), TaskLoss.With([.. ConceptObjectives.Create(network.Source, penalty, reconstruction, sparsity)]), new TrainingDefaults());

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
