namespace Rationale.Data;

/// <summary>A named column of raw data: numbers, or texts such as the names of categories. Either may be missing.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class RawColumn
{
    private RawColumn(string name, double[] values, IReadOnlyList<string>? categories)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Values, Categories) = (name, values, categories);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Number of examples.</summary>
    public int Count => Values.Length;

    /// <summary>The texts that occur, in order of first appearance; null for a column of numbers.</summary>
    public IReadOnlyList<string>? Categories { get; }

    /// <summary>Numbers, or indices into <see cref="Categories"/>; not a number where the value is missing.</summary>
    internal double[] Values { get; }

    /// <summary>A column of numbers.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">One for each example; not a number (NaN) where it is missing. They are copied.</param>
    /// <exception cref="ArgumentException">The name is empty, or a value is infinite or too large for a float.</exception>
    public static RawColumn FromNumbers(string name, ReadOnlySpan<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity((float)values[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"The value of column '{name}' in example {i} is {values[i]}, but it must be a number between -3.4e38 and 3.4e38, or NaN where it is missing."));
            }
        }

        return new RawColumn(name, values.ToArray(), null);
    }

    /// <summary>A column of texts: names of categories, or sentences.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="texts">One for each example; null where it is missing.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static RawColumn FromTexts(string name, IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var dictionary = new TextDictionary();
        double[] codes = [.. texts.Select(text => text is null ? double.NaN : dictionary.Add(text))];
        return new RawColumn(name, codes, dictionary.Texts);
    }
}
