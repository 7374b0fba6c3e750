namespace Rationale.Data;

/// <summary>What the columns of a raw table hold.</summary>
/// <param name="Texts">For each column the texts that its numbers stand for; null for a column of numbers.</param>
/// <param name="MayMiss">Whether a value may be missing, which is NaN in the table.</param>
internal sealed record RawSchema(IReadOnlyList<IReadOnlyList<string>?> Texts, bool MayMiss)
{
    /// <summary>Whether a column holds texts.</summary>
    public bool HasTexts { get; } = Texts.Any(texts => texts is not null);

    /// <summary>Whether the table has to be preprocessed before a model can take it.</summary>
    public bool IsRaw => HasTexts || MayMiss;

    /// <summary>The columns in another order.</summary>
    public RawSchema Reorder(int[] order) => new([.. order.Select(column => Texts[column])], MayMiss);

    /// <summary>Refuses tables that a computation over plain numbers cannot take.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">Names of its columns.</param>
    /// <exception cref="ArgumentException">A column holds texts, or a value is missing.</exception>
    public static void RequireNumbers(FeatureMatrix table, IReadOnlyList<string>? names)
    {
        if (table.Schema is not { IsRaw: true } schema)
        {
            return;
        }

        for (var column = 0; column < table.Width; column++)
        {
            if (schema.Texts[column] is not null)
            {
                throw new ArgumentException($"Feature {column}{DatasetNames.After(names, column)} holds texts, but a model computes with numbers; encode it with a Preprocessing (OneHot, Ordinal or Tokenize).");
            }
        }

        var row = new double[table.Width];
        for (var example = 0; example < table.Count && schema.MayMiss; example++)
        {
            table.CopyExact(example, row);
            var missing = Array.FindIndex(row, double.IsNaN);
            if (missing >= 0)
            {
                throw new ArgumentException($"Feature {missing}{DatasetNames.After(names, missing)} of example {example} is missing, but a model computes with numbers; fill it with a Preprocessing (Impute), or leave such rows out (CsvOptions.MissingValues).");
            }
        }
    }
}
