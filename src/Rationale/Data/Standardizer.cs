namespace Rationale.Data;

/// <summary>Scales each feature to mean 0 and standard deviation 1, as measured on the training data.</summary>
public sealed class Standardizer : FeatureScaler
{
    private Standardizer(double[] means, double[] deviations) : base(means, deviations)
    {
    }

    /// <summary>Measures mean and standard deviation (of the population: divided by the number of examples) of each feature.</summary>
    /// <param name="train">The training data only.</param>
    public static Standardizer Fit(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features);
    }

    /// <summary>Measures mean and standard deviation (of the population: divided by the number of examples) of each feature; a constant feature gets divisor 1.</summary>
    /// <param name="train">The training examples only.</param>
    /// <exception cref="ArgumentException">There are no examples.</exception>
    public static Standardizer Fit(FeatureMatrix train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Count == 0) throw new ArgumentException("A standardizer was given 0 examples, but needs at least 1.");
        double[] means = new double[train.Width], squares = new double[train.Width];
        var row = new float[train.Width];
        for (var i = 0; i < train.Count; i++)
        {
            train.CopyRows(i, 1, row);
            var share = 1.0 / (i + 1);
            // Welford's update: exact for constant features and stable for large means.
            for (var j = 0; j < row.Length; j++)
            {
                var difference = row[j] - means[j];
                means[j] += difference * share;
                squares[j] += difference * (row[j] - means[j]);
            }
        }

        return new Standardizer(means, Array.ConvertAll(squares, sum => sum > 0 ? Math.Sqrt(sum / train.Count) : 1));
    }

    /// <summary>Reads what <see cref="FeatureScaler.ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DataFormatException">The text is something else.</exception>
    public static Standardizer FromJson(string json)
    {
        var (offsets, divisors) = Parse(json, nameof(Standardizer));
        return new Standardizer(offsets, divisors);
    }
}
