using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Objectives;

/// <summary>What is known of each feature before any training: a table of p features × q meta-features.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class MetaFeatures
{
    private MetaFeatures(FeatureMatrix values, IReadOnlyList<string>? names) => (Values, Names) = (values, names);

    /// <summary>[features × meta-features].</summary>
    public FeatureMatrix Values { get; }

    /// <summary>Number of features, p.</summary>
    public int Features => Values.Count;

    /// <summary>Number of meta-features of each feature, q.</summary>
    public int Count => Values.Width;

    /// <summary>One name for each meta-feature, where they are known.</summary>
    public IReadOnlyList<string>? Names { get; }

    /// <summary>Meta-features.</summary>
    /// <param name="values">[features × meta-features], all finite.</param>
    /// <param name="names">One for each meta-feature; null for none.</param>
    /// <exception cref="ArgumentException">A value is not finite, or there is not one name for each; the message names the column.</exception>
    public static MetaFeatures Create(FeatureMatrix values, IReadOnlyList<string>? names = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (names is not null && names.Count != values.Width)
        {
            throw new ArgumentException($"There are {names.Count} names for {values.Width} meta-features; give one for each, or none.");
        }

        var row = new float[values.Width];
        for (var feature = 0; feature < values.Count; feature++)
        {
            values.CopyRows(feature, 1, row);
            for (var column = 0; column < row.Length; column++)
            {
                if (!float.IsFinite(row[column]))
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"The meta-feature {NameOf(names, column)} of feature {feature} is {row[column]}, but meta-features must be finite; replace what is missing, for example by the mean of the others."));
                }
            }
        }

        return new MetaFeatures(values, names is null ? null : [.. names]);
    }

    /// <summary>Standard deviation and mean of each feature over some data: the meta-features of the paper's two moons.</summary>
    /// <param name="data">Usually the training data.</param>
    public static MetaFeatures FromMoments(FeatureMatrix data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var (sums, squares, row) = (new double[data.Width], new double[data.Width], new float[data.Width]);
        for (var i = 0; i < data.Count; i++)
        {
            data.CopyRows(i, 1, row);
            for (var j = 0; j < row.Length; j++)
            {
                sums[j] += row[j];
            }
        }

        for (var i = 0; i < data.Count; i++)
        {
            data.CopyRows(i, 1, row);
            for (var j = 0; j < row.Length; j++)
            {
                squares[j] += Math.Pow(row[j] - (sums[j] / data.Count), 2);
            }
        }

        return new MetaFeatures(
            FeatureMatrix.FromArray([.. sums.Zip(squares).SelectMany(pair => new[] { (float)Math.Sqrt(pair.Second / data.Count), (float)(pair.First / data.Count) })], 2), ["standard deviation", "mean"]);
    }

    /// <summary>The same names and shape with independent standard normal numbers: a control that says what a prior without knowledge is worth.</summary>
    /// <param name="seed">Equal seeds give equal numbers.</param>
    public MetaFeatures ToNoise(ulong seed)
    {
        var random = new RandomSource(seed).Fork("meta-feature noise");
        return new MetaFeatures(FeatureMatrix.FromArray([.. Enumerable.Range(0, Features * Count).Select(_ => (float)random.NextNormal())], Count), Names);
    }

    /// <summary>Each meta-feature brought to mean 0 and standard deviation 1 over the features; one that is constant becomes 0.</summary>
    public MetaFeatures Standardize()
    {
        var values = Values.ToArray();
        for (var column = 0; column < Count; column++)
        {
            var of = Enumerable.Range(0, Features).Select(feature => (double)values[(feature * Count) + column]).ToList();
            var mean = of.Average();
            var deviation = Math.Sqrt(of.Average(value => (value - mean) * (value - mean)));
            for (var feature = 0; feature < Features; feature++)
            {
                values[(feature * Count) + column] = deviation == 0 ? 0 : (float)((of[feature] - mean) / deviation);
            }
        }

        return new MetaFeatures(FeatureMatrix.FromArray(values, Count), Names);
    }

    /// <summary>A meta-feature as messages and tables name it.</summary>
    internal string NameOf(int column) => NameOf(Names, column);

    private static string NameOf(IReadOnlyList<string>? names, int column) => names is null ? FormattableString.Invariant($"{column}") : $"'{names[column]}'";
}
