using System.Globalization;

namespace Rationale.Metrics;

/// <summary>
/// Two ways of training compared on the same runs: the mean of the differences, their standard error, and Student's paired t test of whether they could be none.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PairedComparison
{
    private PairedComparison(string first, string second, int count, double difference, double standardError, double p) =>
        (First, Second, Count, Difference, StandardError, P, AdjustedP) = (first, second, count, difference, standardError, p, p);

    /// <summary>Name of the one.</summary>
    public string First { get; }

    /// <summary>Name of the other.</summary>
    public string Second { get; }

    /// <summary>Number of pairs.</summary>
    public int Count { get; }

    /// <summary>The mean of first − second.</summary>
    public double Difference { get; }

    /// <summary>Standard error of <see cref="Difference"/>; not a number for a single pair.</summary>
    public double StandardError { get; }

    /// <summary>Student's t.</summary>
    public double T => StandardError == 0 ? Difference == 0 ? 0 : Math.Sign(Difference) * double.PositiveInfinity : Difference / StandardError;

    /// <summary>The probability of a difference at least as large by chance, two-sided.</summary>
    public double P { get; }

    /// <summary>The same, corrected for the number of comparisons that were made together (Holm 1979).</summary>
    public double AdjustedP { get; private init; }

    /// <summary>Whether the difference is larger than chance would make it once in twenty times, the other comparisons made beside it considered.</summary>
    public bool ExceedsNoise => AdjustedP < 0.05;

    /// <summary>Compares two lists of figures, run by run.</summary>
    /// <param name="first">Name of the one.</param>
    /// <param name="firstValues">Its figures.</param>
    /// <param name="second">Name of the other.</param>
    /// <param name="secondValues">Its figures, in the same order of runs.</param>
    /// <exception cref="ArgumentException">There are no pairs, or one list is longer.</exception>
    public static PairedComparison Create(string first, IReadOnlyList<double> firstValues, string second, IReadOnlyList<double> secondValues)
    {
        ArgumentNullException.ThrowIfNull(firstValues);
        ArgumentNullException.ThrowIfNull(secondValues);
        if (firstValues.Count != secondValues.Count || firstValues.Count == 0)
        {
            throw new ArgumentException($"'{first}' has {firstValues.Count} runs and '{second}' {secondValues.Count}; both must have the same, at least one.");
        }

        var differences = firstValues.Zip(secondValues, (one, other) => one - other).ToList();
        var (mean, error) = (differences.Average(), StandardErrorOf(differences));
        var t = error == 0 ? mean == 0 ? 0 : double.PositiveInfinity : mean / error;
        return new PairedComparison(first, second, differences.Count, mean, error, differences.Count < 2 ? double.NaN : StudentT.TwoSided(t, differences.Count - 1));
    }

    /// <summary>Corrects comparisons that belong together for their number, by Holm's rule: the smallest p is multiplied by their number, the next by one less, and none is below one before.</summary>
    public static IReadOnlyList<PairedComparison> Adjust(IReadOnlyList<PairedComparison> comparisons)
    {
        ArgumentNullException.ThrowIfNull(comparisons);
        var adjusted = new double[comparisons.Count];
        var largest = 0.0;
        foreach (var (place, rank) in Enumerable.Range(0, comparisons.Count).OrderBy(place => comparisons[place].P).Select((place, rank) => (place, rank)))
        {
            largest = Math.Max(largest, Math.Min(1, (comparisons.Count - rank) * comparisons[place].P));
            adjusted[place] = largest;
        }

        return [.. comparisons.Select((comparison, place) => comparison with { AdjustedP = adjusted[place] })];
    }

    /// <summary>The standard error of a mean: standard deviation of the sample over the root of its size; not a number for a single value.</summary>
    public static double StandardErrorOf(IReadOnlyCollection<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var mean = values.Average();
        return values.Count < 2 ? double.NaN : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
    }

    /// <summary>One sentence.</summary>
    public override string ToString()
    {
        var size = string.Create(CultureInfo.InvariantCulture, $"{First} − {Second} = {Difference:+0.0000;−0.0000;0} ± {StandardError:0.0000}");
        return Count < 2
            ? $"{size}: a single run says nothing about noise."
            : string.Create(CultureInfo.InvariantCulture, $"{size} over {Count} runs (paired t = {T:0.00}, p = {AdjustedP:0.0000}): {(ExceedsNoise ? "exceeds noise" : "does not exceed noise")}.");
    }
}
