namespace Rationale.Data;

/// <summary>Means and deviations of columns by Welford's update, which is exact for constant columns and stable for large means. Missing values do not count.</summary>
/// <param name="width">Number of columns.</param>
internal sealed class ColumnMoments(int width)
{
    private readonly long[] _counts = new long[width];
    private readonly double[] _means = new double[width];
    private readonly double[] _squares = new double[width];

    /// <summary>The means; zero where all values are missing.</summary>
    public double[] Means => _means;

    /// <summary>Values of each column that are there.</summary>
    public long[] Counts => _counts;

    /// <summary>The deviations of the population; 1 for a constant column.</summary>
    public double[] Deviations() => [.. _squares.Zip(_counts, (sum, count) => sum > 0 ? Math.Sqrt(sum / count) : 1)];

    public void Add(int column, double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        var difference = value - _means[column];
        _means[column] += difference * (1.0 / ++_counts[column]);
        _squares[column] += difference * (value - _means[column]);
    }
}
