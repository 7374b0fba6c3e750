using System.Globalization;

namespace Rationale.Data;

/// <summary>Which column of a CSV file is which, resolved against its first line.</summary>
internal sealed class CsvLayout
{
    public CsvLayout(string[] firstLine, string name, CsvOptions options)
    {
        if (options.LabelColumn is null == (options.TargetColumns.Count == 0))
        {
            throw new ArgumentException("Give CsvOptions either LabelColumn (classification) or TargetColumns (regression).");
        }

        FieldCount = firstLine.Length;
        IsText = new bool[FieldCount];
        Names = options.HasHeader ? firstLine : [.. Enumerable.Range(0, FieldCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        Label = options.LabelColumn is { } label ? Find(label, name) : null;
        Targets = [.. options.TargetColumns.Select(target => Find(target, name))];
        int[] ignored = [.. options.IgnoredColumns.Select(column => Find(column, name))];
        RequireOtherUse(nameof(options.IgnoredColumns), ignored, []);
        Features = options.FeatureColumns is { } chosen
            ? [.. chosen.Select(feature => Find(feature, name))]
            : [.. Enumerable.Range(0, FieldCount).Where(i => i != Label && !Targets.Contains(i) && !ignored.Contains(i))];
        RequireOtherUse(nameof(options.FeatureColumns), Features, ignored);
        if (options.FeatureColumns is null && Features.FirstOrDefault(column => Names[column].Length == 0, -1) is var nameless and >= 0)
        {
            throw new DataFormatException(FormattableString.Invariant(
                $"{name}: column {Describe(nameless)} cannot be told from the row index that pandas writes, which would be taken for a feature; leave it out with CsvOptions.IgnoredColumns = [\"{nameless}\"], or give it a name in the file."));
        }

        foreach (var (column, at) in options.CategoricalColumns.Select(column => (column, Find(column, name))))
        {
            if (!Features.Contains(at))
            {
                throw new ArgumentException($"CsvOptions.CategoricalColumns names {column}, which is no feature of {name}; name features only.");
            }

            IsText[at] = true;
        }

        if (Features.Length == 0)
        {
            throw new DataFormatException($"{name}: no column is left for features; the file has {FieldCount} columns.");
        }

        FeatureNames = options.HasHeader ? [.. Features.Select(i => Names[i])] : null;
        RequireUniqueNames(name);
    }

    public int FieldCount { get; }

    public string[] Names { get; }

    public int? Label { get; }

    public int[] Targets { get; }

    public int[] Features { get; }

    public string[]? FeatureNames { get; }

    /// <summary>For each column of the file, whether it is a feature of texts.</summary>
    public bool[] IsText { get; }

    /// <summary>What a message calls a column.</summary>
    public string Describe(int column) => Names[column].Length > 0 ? Excerpt.Shorten(Names[column]) : string.Create(CultureInfo.InvariantCulture, $"{column} (counted from 0; it has no name)");

    /// <summary>A column has one use: with its label among the features a model has nothing to learn.</summary>
    private void RequireOtherUse(string list, int[] columns, int[] ignored)
    {
        foreach (var column in columns)
        {
            var other = column == Label ? "the LabelColumn" : Targets.Contains(column) ? "one of the TargetColumns" : ignored.Contains(column) ? "one of the IgnoredColumns" : null;
            if (other is not null)
            {
                throw new ArgumentException($"CsvOptions.{list} names {Describe(column)}, which is {other} as well; take it out of one of them.");
            }
        }
    }

    /// <summary>Two features of one name could not be told apart by a model, which finds them by name.</summary>
    private void RequireUniqueNames(string name)
    {
        if (FeatureNames is null)
        {
            return;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var column in Features)
        {
            if (!places.TryAdd(Names[column], column))
            {
                throw places[Names[column]] == column
                    ? new ArgumentException($"CsvOptions.FeatureColumns names {Describe(column)} twice; name it once.")
                    : new DataFormatException(FormattableString.Invariant(
                        $"{name}: columns {places[Names[column]]} and {column} (counted from 0) are both named \"{Excerpt.Shorten(Names[column])}\", so that a model cannot tell them apart; rename one in the file, or leave one out with CsvOptions.IgnoredColumns = [\"{column}\"]."));
            }
        }
    }

    private int Find(string column, string name)
    {
        var index = Array.IndexOf(Names, column);
        if (index >= 0)
        {
            return Array.IndexOf(Names, column, index + 1) < 0
                ? index
                : throw new DataFormatException($"{name}: two columns are named {column}; name the wanted one by its index from 0.");
        }

        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out index) && index < FieldCount)
        {
            return index;
        }

        throw new DataFormatException($"{name}: there is no column {column}; the columns are {Excerpt.Shorten(Names)}.");
    }
}
