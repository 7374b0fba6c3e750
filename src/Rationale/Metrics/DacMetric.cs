using System.Buffers;
using System.Numerics.Tensors;
using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;

namespace Rationale.Metrics;

/// <summary>
/// The DAC score of Eckstein, Bates, Jefferis and Funke (2021, section 3): pixels that a map scores above a threshold are copied from the real image into its counterfactual, and what the classifier then
/// says more about the real image's class is drawn over how much was copied. A map that names the pixels which decide between two classes gains everything for a few of them.
/// </summary>
/// <remarks>
/// The gain is a difference of probabilities, f(x_H) − f(x_C), not divided by what there is to gain. A map is divided by its largest magnitude; 201 thresholds run from −1 to 1. One closing serves all
/// of them, masks that are equal are evaluated once, and the counterfactual once for all. A metric is immutable, so that any number of threads may use it.
/// </remarks>
public sealed class DacMetric : IAttributionMetric
{
    internal const string MetricName = "DAC";
    private const int Thresholds = 201;

    /// <summary>Values of real images held at once: pairs come in blocks.</summary>
    private const int BlockValues = 1 << 22;

    /// <summary>Hybrids that go through the classifier between two looks at the cancellation.</summary>
    private const int MaxHybrids = 1024;

    private readonly CounterfactualPairs _pairs;
    private readonly MaskOptions _masks;

    /// <summary>Prepares the score over pairs.</summary>
    /// <param name="pairs">Pairs as <see cref="PairFilter"/> keeps them.</param>
    /// <param name="masks">How masks are made of maps; null for the defaults.</param>
    /// <exception cref="ArgumentException">A pair consists of equal images, or an option is out of range.</exception>
    public DacMetric(CounterfactualPairs pairs, MaskOptions? masks = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        PairChecks.Different(pairs);
        (_pairs, _masks) = (pairs, masks ?? new MaskOptions());
        _masks.Check();
    }

    /// <inheritdoc/>
    public string Name => MetricName;

    /// <inheritdoc/>
    public bool HigherIsBetter => true;

    /// <inheritdoc/>
    public int Count => _pairs.Count;

    /// <summary>The threshold of a number from 0 to 200.</summary>
    internal static double ThresholdAt(int index) => (index - ((Thresholds - 1) / 2)) / ((Thresholds - 1) / 2.0);

    /// <summary>Scores maps.</summary>
    /// <inheritdoc cref="IAttributionMetric.Measure"/>
    public DacScore Measure(IModel model, FeatureMatrix maps, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        DacChecks.Maps(_pairs, maps);
        PairChecks.Run(model, _pairs);
        var image = ImageGeometry.From(model);
        var function = new ModelScore(model);
        var (points, curves, evaluations) = (new MaskPoint[Count][], new double[Count][], 0L);
        var block = Math.Clamp(BlockValues / image.Length, 1, Count);
        for (var first = 0; first < Count; first += block)
        {
            var pairs = new PairBlock(_pairs, maps, first, Math.Min(block, Count - first), image, _masks, cancellationToken);
            evaluations += pairs.Evaluate(function, progress, Count, cancellationToken);
            for (var pair = 0; pair < pairs.Count; pair++)
            {
                points[first + pair] = pairs.Points(pair);
                curves[first + pair] = DacCurve.Through(points[first + pair]);
            }
        }

        progress?.Report(1);
        return new DacScore(points, curves, evaluations);
    }

    AttributionScore IAttributionMetric.Measure(IModel model, FeatureMatrix maps, IProgress<double>? progress, CancellationToken cancellationToken) => Measure(model, maps, progress, cancellationToken);

    /// <summary>Neighboring pairs with their maps, and the probabilities of their hybrids.</summary>
    private sealed class PairBlock
    {
        private readonly float[] _real;
        private readonly float[] _counterfactual;
        private readonly MaskedMap[] _maps;
        private readonly int[] _from;
        private readonly int[][] _sizes;
        private readonly double[][] _scores;
        private readonly List<(int Pair, int Threshold)> _hybrids = [];
        private readonly ImageGeometry _image;
        private readonly int _first;

        public PairBlock(CounterfactualPairs pairs, FeatureMatrix maps, int first, int count, ImageGeometry image, MaskOptions masks, CancellationToken cancellation)
        {
            (_first, _image) = (first, image);
            _real = pairs.Real.Slice(first, count).ToArray();
            _counterfactual = pairs.Counterfactual.Slice(first, count).ToArray();
            _from = pairs.From.Slice(first, count).ToArray();
            (_maps, _sizes, _scores) = (new MaskedMap[count], new int[count][], new double[count][]);
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, pair =>
            {
                _maps[pair] = new MaskedMap(Normalized(maps.Row(first + pair), first + pair), image, masks);
                _sizes[pair] = [.. Enumerable.Range(0, Thresholds).Select(index => _maps[pair].Count(ThresholdAt(index)))];
                _scores[pair] = new double[Thresholds];
            });
            for (var pair = 0; pair < count; pair++)
            {
                for (var index = 0; index < Thresholds; index++)
                {
                    var size = _sizes[pair][index];
                    if (size > 0 && size < _maps[pair].Places && (index == 0 || size != _sizes[pair][index - 1]))
                    {
                        _hybrids.Add((pair, index));
                    }
                }
            }
        }

        public int Count => _maps.Length;

        /// <summary>Sends counterfactuals, real images and hybrids through the classifier.</summary>
        public long Evaluate(ModelScore function, IProgress<double>? progress, int pairs, CancellationToken cancellationToken)
        {
            var (without, whole, mixed) = (new float[Count], new float[Count], new float[_hybrids.Count]);
            for (var start = 0; start < Count; start += MaxHybrids)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (from, count) = (start, Math.Min(MaxHybrids, Count - start));
                function.Scores(Rows(count, row => from + row, (row, values) => Image(_counterfactual, from + row).CopyTo(values)), TargetOutput.Probability, without.AsSpan(start, count));
                function.Scores(Rows(count, row => from + row, (row, values) => Image(_real, from + row).CopyTo(values)), TargetOutput.Probability, whole.AsSpan(start, count));
            }

            for (var start = 0; start < mixed.Length; start += MaxHybrids)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var (from, count) = (start, Math.Min(MaxHybrids, mixed.Length - start));
                function.Scores(Rows(count, row => _hybrids[from + row].Pair, (row, values) => Mix(_hybrids[from + row], values)), TargetOutput.Probability, mixed.AsSpan(start, count));
                progress?.Report((_first + ((double)Count * (start + count) / mixed.Length)) / pairs);
            }

            Spread(without, whole, mixed);
            return (2L * Count) + mixed.Length;
        }

        public MaskPoint[] Points(int pair) =>
            [.. Enumerable.Range(0, Thresholds).Select(index => new MaskPoint(ThresholdAt(index), (double)_sizes[pair][index] / _maps[pair].Places, _scores[pair][index]))];

        private void Spread(float[] without, float[] whole, float[] mixed)
        {
            var next = 0;
            for (var pair = 0; pair < Count; pair++)
            {
                for (var index = 0; index < Thresholds; index++)
                {
                    var size = _sizes[pair][index];
                    _scores[pair][index] = size == 0 ? 0
                        : size == _maps[pair].Places ? (double)whole[pair] - without[pair]
                        : index > 0 && size == _sizes[pair][index - 1] ? _scores[pair][index - 1]
                        : (double)mixed[next++] - without[pair];
                }
            }
        }

        private ScoreBatch Rows(int count, Func<int, int> pairOf, ExampleMaker make) => new(count, _image.Length, make, row => _from[pairOf(row)]);

        private void Mix((int Pair, int Threshold) hybrid, Span<float> values)
        {
            var map = _maps[hybrid.Pair];
            var buffer = ArrayPool<float>.Shared.Rent(map.Places);
            var weights = buffer.AsSpan(0, map.Places);
            map.Weights(ThresholdAt(hybrid.Threshold), weights);
            map.Mix(weights, Image(_real, hybrid.Pair), Image(_counterfactual, hybrid.Pair), values);
            ArrayPool<float>.Shared.Return(buffer);
        }

        private ReadOnlySpan<float> Image(float[] images, int pair) => images.AsSpan(pair * _image.Length, _image.Length);

        private static float[] Normalized(float[] scores, int map)
        {
            DacChecks.Finite(scores, map);
            var largest = TensorPrimitives.MaxMagnitude<float>(scores);
            if (largest != 0)
            {
                TensorPrimitives.Divide(scores, Math.Abs(largest), scores);
            }

            return scores;
        }
    }
}
