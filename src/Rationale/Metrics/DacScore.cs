using System.Globalization;

namespace Rationale.Metrics;

/// <summary>
/// The DAC scores of a method: for each pair the area under the curve of what the hybrid gains over how much of the image was copied, and their mean, which is also the area under the mean curve.
/// 1 is the most; a curve that rises late has little. Immutable, so safe for any number of threads.
/// </summary>
public sealed class DacScore : AttributionScore
{
    private readonly MaskPoint[][] _masks;
    private readonly double[][] _curves;

    internal DacScore(MaskPoint[][] masks, double[][] curves, long evaluations)
        : base(DacMetric.MetricName, [.. curves.Select(DacCurve.Area)]) => (_masks, _curves, Evaluations) = (masks, curves, evaluations);

    /// <summary>Hybrids that went through the classifier: equal masks of neighboring thresholds are evaluated once, empty and full ones not at all.</summary>
    public long Evaluations { get; }

    /// <summary>The sizes 0, 0.01, …, 1 at which curves are read.</summary>
    public static IReadOnlyList<double> CurveSizes { get; } = [.. Enumerable.Range(0, DacCurve.Points).Select(DacCurve.SizeAt)];

    /// <summary>The mean curve at <see cref="CurveSizes"/>.</summary>
    public IReadOnlyList<double> MeanCurve => [.. Enumerable.Range(0, DacCurve.Points).Select(point => _curves.Average(curve => curve[point]))];

    /// <summary>The curve of one pair at <see cref="CurveSizes"/>.</summary>
    /// <param name="pair">Number of the pair.</param>
    public IReadOnlyList<double> Curve(int pair) => _curves[pair];

    /// <summary>What the mask of each threshold does to one pair, thresholds rising from −1 to 1.</summary>
    /// <param name="pair">Number of the pair.</param>
    public IReadOnlyList<MaskPoint> Masks(int pair) => _masks[pair];

    /// <summary>The best mask of one pair.</summary>
    /// <param name="pair">Number of the pair.</param>
    /// <param name="rule">Which mask is the best.</param>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public MaskPoint OptimalMask(int pair, OptimalMaskRule rule = OptimalMaskRule.NearestToIdeal) => DacCurve.Best(_masks[pair], rule);

    /// <summary>Threshold, size and gain of the best masks of all pairs, averaged.</summary>
    /// <param name="rule">Which mask is the best.</param>
    /// <exception cref="ArgumentException">There is no such rule.</exception>
    public MaskPoint MeanOptimalMask(OptimalMaskRule rule = OptimalMaskRule.NearestToIdeal)
    {
        MaskPoint[] best = [.. Enumerable.Range(0, _masks.Length).Select(pair => OptimalMask(pair, rule))];
        return new MaskPoint(best.Average(mask => mask.Threshold), best.Average(mask => mask.Size), best.Average(mask => mask.Gain));
    }

    /// <summary>The mean with its interval, and the best masks.</summary>
    public override string ToString()
    {
        var best = MeanOptimalMask();
        return base.ToString() + string.Create(CultureInfo.InvariantCulture, $", best masks {best.Size:0.000} of the image for a gain of {best.Gain:0.000}");
    }
}
