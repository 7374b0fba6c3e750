using System.Numerics.Tensors;

namespace Rationale.Data;

/// <summary>
/// Columns of numbers and texts as they came, in double precision. Read as floats, numbers are rounded, texts are the numbers of their categories, and what is missing is not a
/// number.
/// </summary>
internal sealed class RawFeatureMatrix : FeatureMatrix
{
    private readonly double[] _values;

    private RawFeatureMatrix(double[] values, int count, int width, IReadOnlyList<string>? names, RawSchema schema) : base(count, width) =>
        (_values, ColumnNames, Schema) = (values, names, schema);

    internal override RawSchema Schema { get; }

    internal override IReadOnlyList<string>? ColumnNames { get; }

    internal override bool IsAlwaysFinite => !Schema.MayMiss;

    /// <summary>A table over checked values: of floats where nothing is lost by that, and of doubles otherwise.</summary>
    /// <param name="values">[rows × columns]; numbers, numbers of texts, NaN where missing. None is infinite as a float.</param>
    /// <param name="names">Names of the columns; null where they have none.</param>
    /// <param name="texts">For each column the texts that its numbers stand for; null for a column of numbers.</param>
    /// <param name="keepsNames">Whether a table with names stays one of doubles, though floats would do.</param>
    public static FeatureMatrix Create(double[] values, IReadOnlyList<string>? names, IReadOnlyList<IReadOnlyList<string>?> texts, bool keepsNames)
    {
        var (width, mayMiss) = (texts.Count, false);
        var exact = true;
        foreach (var value in values)
        {
            mayMiss |= double.IsNaN(value);
            exact &= (float)value == value;
        }

        if (exact && texts.All(text => text is null) && (names is null || !keepsNames))
        {
            var floats = new float[values.Length];
            TensorPrimitives.ConvertTruncating<double, float>(values, floats);
            return new FloatFeatureMatrix(floats, values.Length / width, width, names: names);
        }

        return new RawFeatureMatrix(values, values.Length / width, width, names, new RawSchema(texts, mayMiss));
    }

    /// <summary>Tables one below the other, values copied: each has numbers of its own for its texts.</summary>
    /// <exception cref="ArgumentException">A column holds texts in one and numbers in another.</exception>
    public static FeatureMatrix Join(IReadOnlyList<FeatureMatrix> parts)
    {
        var width = parts[0].Width;
        TextDictionary?[] dictionaries = [.. Enumerable.Range(0, width).Select(column => parts[0].Schema?.Texts[column] is null ? null : new TextDictionary())];
        var values = new double[checked(parts.Sum(part => part.Count) * width)];
        var row = 0;
        foreach (var part in parts)
        {
            for (var example = 0; example < part.Count; example++, row++)
            {
                part.CopyExact(example, values.AsSpan(row * width, width));
            }

            for (var column = 0; column < width; column++)
            {
                var texts = part.Schema?.Texts[column];
                if (texts is null != dictionaries[column] is null)
                {
                    throw new ArgumentException($"Column {column} holds texts in one table and numbers in another; read both with the same CsvOptions.CategoricalColumns.");
                }

                if (texts is not null)
                {
                    int[] map = [.. texts.Select(dictionaries[column]!.Add)];
                    for (var at = ((row - part.Count) * width) + column; at < row * width; at += width)
                    {
                        values[at] = double.IsNaN(values[at]) ? double.NaN : map[(int)values[at]];
                    }
                }
            }
        }

        return Create(values, parts[0].ColumnNames, [.. dictionaries.Select(dictionary => dictionary?.Texts)], keepsNames: true);
    }

    internal override void CopyExact(int row, Span<double> destination) => _values.AsSpan(row * Width, Width).CopyTo(destination);

    private protected override void Gather(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            TensorPrimitives.ConvertTruncating<double, float>(_values.AsSpan(rows[i] * Width, Width), destination.Slice(i * Width, Width));
        }
    }

    private protected override void CopyRange(int first, Span<float> destination) =>
        TensorPrimitives.ConvertTruncating<double, float>(_values.AsSpan(first * Width, destination.Length), destination);
}
