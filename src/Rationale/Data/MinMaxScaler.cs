using System.Numerics.Tensors;

namespace Rationale.Data;

/// <summary>Scales each feature so that the training data span 0 to 1.</summary>
public sealed class MinMaxScaler : FeatureScaler
{
    private MinMaxScaler(double[] minima, double[] ranges) : base(minima, ranges)
    {
    }

    private protected override string Label => "min-max";

    /// <summary>Measures the least and greatest value of each feature.</summary>
    /// <param name="train">The training data only.</param>
    public static MinMaxScaler Fit(Dataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features);
    }

    /// <summary>Measures the least and greatest value of each feature; a constant feature gets divisor 1.</summary>
    /// <param name="train">The training examples only.</param>
    /// <exception cref="ArgumentException">There are no examples.</exception>
    public static MinMaxScaler Fit(FeatureMatrix train)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Count == 0)
        {
            throw new ArgumentException("A scaler was given 0 examples, but needs at least 1.");
        }

        RawSchema.RequireNumbers(train, train.ColumnNames);
        double[] least = new double[train.Width], row = new double[train.Width];
        train.CopyExact(0, least);
        double[] greatest = [.. least];
        for (var i = 1; i < train.Count; i++)
        {
            train.CopyExact(i, row);
            TensorPrimitives.Min<double>(row, least, least);
            TensorPrimitives.Max<double>(row, greatest, greatest);
        }

        return new MinMaxScaler(least, [.. least.Zip(greatest, (low, high) => high > low ? high - low : 1)]);
    }

    /// <summary>Reads what <see cref="FeatureScaler.ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DataFormatException">The text is something else.</exception>
    public static MinMaxScaler FromJson(string json)
    {
        var (offsets, divisors) = Parse(json, nameof(MinMaxScaler));
        return new MinMaxScaler(offsets, divisors);
    }
}
