using System.Numerics.Tensors;

namespace Rationale.Data;

/// <summary>Scales each feature so that the training data span 0 to 1.</summary>
public sealed class MinMaxScaler : FeatureScaler
{
    private MinMaxScaler(double[] minima, double[] ranges) : base(minima, ranges)
    {
    }

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
        if (train.Count == 0) throw new ArgumentException("A scaler was given 0 examples, but needs at least 1.");
        float[] least = train.Row(0), greatest = train.Row(0), row = new float[train.Width];
        for (var i = 1; i < train.Count; i++)
        {
            train.CopyRows(i, 1, row);
            TensorPrimitives.Min(row, least, least);
            TensorPrimitives.Max(row, greatest, greatest);
        }

        double[] ranges = [.. least.Zip(greatest, (low, high) => high > low ? (double)high - low : 1)];
        return new MinMaxScaler(Array.ConvertAll(least, value => (double)value), ranges);
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
