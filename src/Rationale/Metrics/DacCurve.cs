namespace Rationale.Metrics;

/// <summary>The curve of gain over mask size, and the area under it.</summary>
internal static class DacCurve
{
    /// <summary>Points at which curves are read: 0, 0.01, …, 1.</summary>
    public const int Points = 101;

    /// <summary>Size at a point.</summary>
    public static double SizeAt(int point) => point / (double)(Points - 1);

    /// <summary>
    /// The curve through the masks of all thresholds, through (1, gain of the first threshold) and through (0, 0), on straight lines between neighbors. Where masks have one size, the last of them
    /// counts, in the order: the added point at 1, rising thresholds, the added point at 0 (numpy's <c>interp</c> behind a stable sort). So an empty mask gains nothing, and of full masks the last counts.
    /// </summary>
    /// <param name="masks">The masks in the order of rising thresholds.</param>
    public static double[] Through(IReadOnlyList<MaskPoint> masks)
    {
        (double Size, double Gain)[] points = [(1, masks[0].Gain), .. masks.Select(mask => (mask.Size, mask.Gain)), (0, 0)];
        points = [.. points.OrderBy(point => point.Size)];
        return [.. Enumerable.Range(0, Points).Select(point => At(points, SizeAt(point)))];
    }

    /// <summary>The area under a curve by trapezoids.</summary>
    public static double Area(IReadOnlyList<double> curve) => Enumerable.Range(1, Points - 1).Sum(point => (curve[point - 1] + curve[point]) / 2) / (Points - 1);

    /// <summary>The best mask by a rule, the first of equals.</summary>
    public static MaskPoint Best(IEnumerable<MaskPoint> masks, OptimalMaskRule rule) => masks.MinBy(mask => rule switch
    {
        OptimalMaskRule.NearestToIdeal => (mask.Size * mask.Size) + ((1 - mask.Gain) * (1 - mask.Gain)),
        OptimalMaskRule.LargestGain => mask.Size - mask.Gain,
        _ => throw new ArgumentException($"The rule of the optimal mask is {rule}, but it must be one of {string.Join(", ", Enum.GetNames<OptimalMaskRule>())}."),
    });

    private static double At((double Size, double Gain)[] points, double size)
    {
        var last = points.Length - 1;
        while (points[last].Size > size)
        {
            last--;
        }

        var (left, gain) = points[last];
        if (last == points.Length - 1 || left == size)
        {
            return gain;
        }

        var right = points[last + 1];
        return gain + ((right.Gain - gain) / (right.Size - left) * (size - left));
    }
}
