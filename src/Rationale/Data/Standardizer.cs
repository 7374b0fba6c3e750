namespace Rationale.Data;

/// <summary>Scales each feature to mean 0 and standard deviation 1, as measured on the training data.</summary>
public sealed class Standardizer : FeatureScaler
{
    private Standardizer(double[] means, double[] deviations) : base(means, deviations)
    {
    }

    private protected override string Label => "standardize";

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
        if (train.Count == 0)
        {
            throw new ArgumentException("A standardizer was given 0 examples, but needs at least 1.");
        }

        RawSchema.RequireNumbers(train, train.ColumnNames);
        var (moments, row) = (new ColumnMoments(train.Width), new double[train.Width]);
        for (var i = 0; i < train.Count; i++)
        {
            train.CopyExact(i, row);
            for (var j = 0; j < row.Length; j++)
            {
                moments.Add(j, row[j]);
            }
        }

        return new Standardizer(moments.Means, moments.Deviations());
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
