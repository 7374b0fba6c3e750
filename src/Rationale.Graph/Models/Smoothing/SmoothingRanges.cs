using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>The values that the settings of a smoothing may have: one table for attributes and for specifications made at run time.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class SmoothingRanges
{
    private static readonly (string Property, Func<MaskSmoothing, double> Value, Func<MaskSmoothing, bool> Allows, Func<MaskSmoothing, string> Expected)[] Table =
    [
        (
            nameof(MaskSmoothing.Quantization),
            smoothing => smoothing.Quantization,
            HasVotes,
            _ => $"from {Number.Plain(MaskSmoothing.MinQuantization)} to {Number.Plain(MaskSmoothing.MaxQuantization)}"),
        (nameof(MaskSmoothing.Keep), smoothing => smoothing.Keep, smoothing => !HasVotes(smoothing) || MaskSmoothing.IsMultiple(smoothing.Keep, smoothing.Quantization), Multiple),
        (nameof(MaskSmoothing.Replacement), smoothing => smoothing.Replacement, smoothing => IsSingle(smoothing.Replacement), _ => "a finite number in single precision"),
    ];

    /// <summary>Every value that is out of its range; λ is looked at where the number of votes is in its own.</summary>
    public static IEnumerable<RangeFault> Faults(MaskSmoothing smoothing) =>
        from row in Table
        where !row.Allows(smoothing)
        select new RangeFault(row.Property, row.Value(smoothing), row.Expected(smoothing));

    private static bool HasVotes(MaskSmoothing smoothing) => smoothing.Quantization >= MaskSmoothing.MinQuantization && smoothing.Quantization <= MaskSmoothing.MaxQuantization;

    private static bool IsSingle(double value) => !double.IsNaN(value) && !double.IsInfinity((float)value);

    private static string Multiple(MaskSmoothing smoothing)
    {
        var (below, above) = MaskSmoothing.Nearest(smoothing.Keep, smoothing.Quantization);
        return $"a multiple of 1/{Number.Plain(smoothing.Quantization)} above 0 and at most 1; the nearest that work are {Number.Plain(below)} and {Number.Plain(above)}";
    }
}
