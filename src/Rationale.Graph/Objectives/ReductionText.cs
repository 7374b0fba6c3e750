namespace Rationale.Graph.Objectives;

/// <summary>Reductions in formulas.</summary>
internal static class ReductionText
{
    /// <summary>A sum with what it is divided by.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="count">What every other reduction than a sum divides by.</param>
    /// <param name="sum">The formula of the sum.</param>
    public static string Reduce(Reduction reduction, string count, string sum) => reduction == Reduction.Sum ? sum : $"{sum}, divided by {count}";
}
