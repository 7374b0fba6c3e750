using System.Diagnostics;
using Rationale.Data;

namespace Rationale.Benchmarks;

/// <summary>Certifying explanations, against the forward passes that it cannot do without: 2q of the base model for each row, at the best batch size.</summary>
/// <param name="name">Name of the case.</param>
/// <param name="asked">The largest ratio that is asked for.</param>
public sealed class CertificateCase(string name, double asked) : IBenchmarkCase
{
    private const int Rows = 64;
    private static readonly int[] BatchSizes = [256, 1024, 2048, 8192];

    private readonly Lazy<State> _state = new(() => new State());

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public int Steps => 2;

    /// <inheritdoc/>
    public double Asked => asked;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames => [];

    /// <inheritdoc/>
    public Func<int, double> OwnPeer => _state.Value.PredictMicroseconds;

    /// <inheritdoc/>
    public long Operations => _state.Value.Operations;

    /// <inheritdoc/>
    public double RunMicroseconds(int steps)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++)
        {
            _state.Value.Certify();
        }

        return clock.Elapsed.TotalMicroseconds / steps;
    }

    /// <summary>The model, the rows with their explanations, and as many plain rows as there are masked ones.</summary>
    private sealed class State
    {
        private readonly SmoothedDigits _model = new();
        private readonly FeatureMatrix _features;
        private readonly FeatureMatrix _explanations;
        private readonly FeatureMatrix[] _batches;

        public State()
        {
            var specification = SmoothedDigits.Specification;
            _features = SyntheticData.For(specification, Rows).Features;
            _explanations = FeatureMatrix.FromArray([.. Enumerable.Range(0, Rows * _model.Smoothed.Groups).Select(i => i % 4 == 0 ? 1f : 0f)], _model.Smoothed.Groups);
            var passes = 2 * specification.Smoothing!.Quantization * Rows;
            var plain = SyntheticData.For(specification, passes).Features;
            _batches = BatchSizes.Select(size => Cut(plain, size)).OrderBy(batches => Enumerable.Range(0, 3).Min(_ => Time(batches))).First();
            Operations = passes * StepSchedule.PredictionOperations(specification);
        }

        public long Operations { get; }

        public void Certify() => _model.Certify(_features, _explanations);

        public double PredictMicroseconds(int steps) => Enumerable.Range(0, steps).Average(_ => Time(_batches));

        private double Time(FeatureMatrix[] batches)
        {
            var clock = Stopwatch.StartNew();
            foreach (var batch in batches)
            {
                _model.Predict(batch);
            }

            return clock.Elapsed.TotalMicroseconds;
        }

        private static FeatureMatrix[] Cut(FeatureMatrix rows, int size) => [.. Enumerable.Range(0, rows.Count / size).Select(index =>
        {
            var values = new float[size * rows.Width];
            rows.CopyRows(index * size, size, values);
            return FeatureMatrix.FromArray(values, rows.Width);
        })];
    }
}
