using System.Diagnostics;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Metrics;
using Rationale.Randomness;

namespace Rationale.Benchmarks;

/// <summary>The DAC score of ten maps of a hundred pairs of images of 64 × 64, against the authors' way: three forward passes for each of 201 masks. A step is one map of one pair.</summary>
/// <param name="name">Name of the case.</param>
/// <param name="asked">The largest ratio that is asked for.</param>
public sealed class DacScoreCase(string name, double asked) : IBenchmarkCase
{
    private const int Pairs = 100;
    private const int Maps = 10;
    private readonly Lazy<State> _state = new(() => new State());

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => 4;

    /// <inheritdoc/>
    public double Asked => asked;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames => [name];

    /// <inheritdoc/>
    public long Operations => _state.Value.Operations;

    /// <summary>All maps of all pairs are scored whatever the number of steps: fewer would not fill a batch.</summary>
    /// <inheritdoc/>
    public double RunMicroseconds(int steps)
    {
        var clock = Stopwatch.StartNew();
        _state.Value.Run();
        return clock.Elapsed.TotalMicroseconds / (Pairs * Maps);
    }

    private sealed class State
    {
        private readonly ShapeClassifier _model = new();
        private readonly DacMetric _metric;
        private readonly FeatureMatrix[] _maps;

        public State()
        {
            var images = SyntheticData.For(ShapeClassifier.Specification, 2 * Pairs).Features;
            var pairs = CounterfactualPairs.Create(images.Slice(0, Pairs), images.Slice(Pairs, Pairs), 0, 1);
            _metric = new DacMetric(pairs);

            // Signed maps with scores at every threshold, so that nearly every mask is another one.
            var random = new RandomSource(1);
            _maps = [.. Enumerable.Range(0, Maps).Select(_ => FeatureMatrix.FromArray([.. Enumerable.Range(0, images.Width * Pairs).Select(_ => (float)random.NextNormal())], images.Width))];
            Operations = 201 * StepSchedule.PredictionOperations(ShapeClassifier.Specification);
            Run();
        }

        public long Operations { get; }

        public void Run()
        {
            foreach (var maps in _maps)
            {
                _metric.Measure(_model, maps);
            }
        }
    }
}

/// <summary>One step of both sides of a cycle-GAN between two classes of images of 28 × 28, eight of each, with the usual networks.</summary>
/// <param name="name">Name of the case.</param>
/// <param name="asked">The largest ratio that is asked for.</param>
public sealed class TranslatorCase(string name, double asked) : IBenchmarkCase
{
    private const int Batch = 8;
    private readonly Lazy<TranslatorTraining> _training = new(Prepare);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => 8;

    /// <inheritdoc/>
    public double Asked => asked;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames => [name];

    /// <inheritdoc/>
    public long Operations
    {
        get
        {
            var translator = TranslatedDigits.TranslatorSpecification;
            var length = TranslatorNetworks.Build(translator).Length;
            return new[] { TranslatorPrograms.Generators(translator), TranslatorPrograms.Discriminators(translator) }
                .Sum(graph => Cost.Compute(Scheduler.Run(ModelPrograms.Compile(graph), length), Batch).Operations);
        }
    }

    /// <inheritdoc/>
    public double RunMicroseconds(int steps)
    {
        var training = _training.Value;
        var clock = Stopwatch.StartNew();
        for (var step = 0; step < steps; step++)
        {
            training.NextEpoch();
            training.NextBatch();
            training.ComputeGenerators();
            training.UpdateGenerators();
            training.ComputeDiscriminators();
            training.UpdateDiscriminators();
            training.EndEpoch();
        }

        return clock.Elapsed.TotalMicroseconds / steps;
    }

    /// <summary>An epoch is one step: so many images as a batch takes.</summary>
    private static TranslatorTraining Prepare()
    {
        var images = SyntheticData.For(TranslatedDigits.Specification, 2 * Batch);
        var data = images.WithLabels([.. Enumerable.Range(0, images.Count).Select(row => row % 2)], 10);
        var training = TranslatedDigits.CreateTranslator().PrepareTraining(data, new TranslatorOptions { Epochs = 1_000_000, DecayEpochs = 0 });
        training.StartAsync().GetAwaiter().GetResult();
        return training;
    }
}
