using FsCheck;
using FsCheck.Fluent;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Metrics;
using Rationale.Smoothing;
using Rationale.Tests.Execution;
using Rationale.Torch.Smoothing;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Autograd;

/// <summary>
/// Random networks as modules that nobody has read, against the same networks as layers, on every concern: a step by autograd, interpreted, compiled for libtorch and by definitions is one loss and one gradient,
/// and so are the votes, certificates, maps and scores that are made of outputs and gradients.
/// </summary>
public sealed class RandomAutogradTests
{
    private const int Models = 60;

    /// <summary>Of numbers of a few operations in single precision.</summary>
    private const double SingleTolerance = 1e-5;

    private static Arbitrary<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    [TorchFact]
    public void Penalties_are_one_loss_and_one_gradient() => RandomTests.ForAll(Seeds, Models, seed => Check(new Random(seed), RandomModules.Penalized));

    [TorchFact]
    public void Attribution_priors_are_one_loss_and_one_gradient() => RandomTests.ForAll(Seeds, Models, seed => Check(new Random(seed), RandomModules.WithPriors));

    [TorchFact]
    public void Self_explaining_networks_are_one_loss_and_one_gradient() => RandomTests.ForAll(Seeds, Models, seed => Check(new Random(seed), RandomModules.SelfExplaining));

    [TorchFact]
    public void Steps_over_masked_examples_are_one_loss_and_one_gradient()
    {
        var masked = 0;
        RandomTests.ForAll(Seeds, Models, seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var model = RandomModules.Smoothed(random);
            var (sample, shared) = RandomModules.Numbers(model, random);
            var x = tensor(sample.Columns[ModelInput.Features], [sample.Examples, .. model.InputShape.Select(extent => (long)extent)], float64);
            var seen = new TensorMasks(model.InputShape, model.Smoothing!).TrainingVersions(x, seed: 3, step: 2).data<double>().ToArray();
            masked += seen.SequenceEqual(sample.Columns[ModelInput.Features]) ? 0 : 1;
            new ModuleStep(model, sample with { Columns = new Dictionary<string, double[]>(sample.Columns) { [ModelInput.Features] = seen } }, shared).Check();
        });
        Assert.InRange(masked, Models / 2, Models);
    }

    [TorchFact]
    public void Votes_and_certificates_are_the_same() => RandomTests.ForAll(Seeds, Models, seed =>
    {
        var random = new Random(seed);
        using var pair = new RuntimePair(RandomModules.Smoothed(random), random);
        var (expected, actual) = (new SmoothedModel(pair.Layers), new SmoothedModel(pair.Module));
        var x = Row(random, expected.Width);
        bool[] explanation = [.. Enumerable.Range(0, expected.Groups).Select(_ => random.Next(2) == 0)];
        Assert.Equal(expected.Certify(x, explanation).ToString(), actual.Certify(x, explanation).ToString());
    });

    [TorchFact]
    public void Discriminative_attributions_and_their_scores_are_the_same() => RandomTests.ForAll(Seeds, Models, seed =>
    {
        var random = new Random(seed);
        var model = RandomModules.Images(random);
        using var pair = new RuntimePair(model, random);
        var width = model.InputShape.Aggregate(1, (product, extent) => product * extent);
        var pairs = CounterfactualPairs.Create(Rows(random, 3, width), Rows(random, 3, width), 0, 1);
        DiscriminativeMethod[] methods = [new DiscriminativeIntegratedGradients { Steps = 5 }, new DiscriminativeInputGradient(), SingleImageMethod.IntegratedGradients, SingleImageMethod.InputGradient, new ResidualMap()];
        var metric = new DacMetric(pairs, MaskOptions.NoBlur);
        foreach (var method in methods)
        {
            var (expected, actual) = (method.Attribute(pair.Layers, pairs), method.Attribute(pair.Module, pairs));
            Near.Check(Doubles(expected), Doubles(actual), SingleTolerance, $"{method.Name}:");

            // A threshold between two roundings of a map would take another pixel: both classifiers score the same map. Gains are differences of probabilities, whose errors are measured against 1.
            Near.Check([1, .. metric.Measure(pair.Layers, expected).MeanCurve], [1, .. metric.Measure(pair.Module, expected).MeanCurve], SingleTolerance, $"score of {method.Name}:");
        }
    });

    private static void Check(Random random, Func<Random, ModelSpecification> create)
    {
        var model = create(random);
        var (sample, shared) = RandomModules.Numbers(model, random);
        new ModuleStep(model, sample, shared).Check();
    }

    private static float[] Row(Random random, int width) => [.. Enumerable.Range(0, width).Select(_ => (float)((2 * random.NextDouble()) - 1))];

    private static FeatureMatrix Rows(Random random, int count, int width) => FeatureMatrix.FromArray(Row(random, count * width), width);

    private static double[] Doubles(FeatureMatrix values) => [.. values.ToArray().Select(value => (double)value)];
}
