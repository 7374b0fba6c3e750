namespace Rationale.Samples.ToyColors;

/// <summary>Integers at equal factors.</summary>
public static class Sizes
{
    /// <summary>Numbers from one to another; those that round to the same number stand there once.</summary>
    /// <param name="first">The first, at least 1.</param>
    /// <param name="last">The last.</param>
    /// <param name="count">How many before rounding, at least 2.</param>
    public static IReadOnlyList<int> Logarithmic(int first, int last, int count) =>
        [.. Enumerable.Range(0, count).Select(i => (int)Math.Round(first * Math.Pow((double)last / first, i / (count - 1.0)))).Distinct()];
}
