using System.Globalization;

namespace Rationale.Benchmarks;

/// <summary>What the constraint costs: a constrained step by a plain one of the same model, ours and the peer's.</summary>
public static class ConstraintCost
{
    private const double Asked = 2.8;

    /// <summary>The row of a plain step, with a note where the same model has been measured with its constraint.</summary>
    /// <param name="result">The row.</param>
    /// <param name="earlier">The rows before it.</param>
    public static BenchmarkResult Noted(BenchmarkResult result, IReadOnlyList<BenchmarkResult> earlier)
    {
        var constrained = result.Name.StartsWith("plain-", StringComparison.Ordinal)
            ? earlier.FirstOrDefault(row => row.Name == $"rrr-{result.Name["plain-".Length..]}")
            : null;
        return constrained is null ? result : result with
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"the constraint costs ours {constrained.Ours / result.Ours:0.00} times this (asked {Asked:0.0}), the peer {constrained.Peer / result.Peer:0.00} times"),
        };
    }
}
