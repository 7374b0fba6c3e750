using System.Globalization;

namespace Rationale.Data;

/// <summary>Which column of a CSV file is which, resolved against its first line.</summary>
internal sealed class CsvLayout
{
    /// <param name="firstLine">The fields of the first line.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="options">What its columns mean.</param>
    /// <param name="isLabeled">Whether labels or targets are read. Where they are not, the file may have them, and lack them and columns to ignore.</param>
    public CsvLayout(string[] firstLine, string name, CsvOptions options, bool isLabeled)
    {
        if (options.LabelColumn is null == (options.TargetColumns.Count == 0) && (isLabeled || options.LabelColumn is not null))
        {
            throw new ArgumentException("Give CsvOptions either LabelColumn (classification) or TargetColumns (regression); a file without either is read by CsvFile.ReadUnlabeled.");
        }

        RequireSeparators(options);

        FieldCount = firstLine.Length;
        IsText = new bool[FieldCount];
        Names = options.HasHeader ? firstLine : [.. Enumerable.Range(0, FieldCount).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        int? label = options.LabelColumn is { } labelName && (isLabeled || Has(labelName)) ? Find(labelName, name, "; examples without labels are read by CsvFile.ReadUnlabeled") : null;
        int[] targets = [.. options.TargetColumns.Where(target => isLabeled || Has(target)).Select(target => Find(target, name, "; examples without targets are read by CsvFile.ReadUnlabeled"))];
        (Label, Targets) = (label, targets);
        int[] ignored = [.. options.IgnoredColumns.Where(column => isLabeled || Has(column)).Select(column => Find(column, name))];
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

        IsDate = new bool[FieldCount];
        foreach (var (column, at) in options.DateColumns.Select(column => (column, Find(column, name))))
        {
            if (!Features.Contains(at) || IsText[at])
            {
                throw new ArgumentException($"CsvOptions.DateColumns names {column}, which is {(IsText[at] ? "one of the CategoricalColumns as well; take it out of one of them" : $"no feature of {name}; name features only")}.");
            }

            IsDate[at] = true;
        }

        if (Features.Length == 0)
        {
            throw new DataFormatException($"{name}: no column is left for features; the file has {FieldCount} columns.");
        }

        FeatureNames = options.HasHeader ? [.. Features.Select(i => Names[i])] : null;
        RequireUniqueNames(name);
        Reading = TextReading.From(options, [.. Features.Where(column => IsDate[column]).Select(column => Names[column])]);
        if (!isLabeled)
        {
            (Label, Targets) = (null, []);
        }
    }

    public int FieldCount { get; }

    public string[] Names { get; }

    public int? Label { get; }

    public int[] Targets { get; }

    public int[] Features { get; }

    public string[]? FeatureNames { get; }

    /// <summary>For each column of the file, whether it is a feature of texts.</summary>
    public bool[] IsText { get; }

    /// <summary>For each column of the file, whether it is a feature of dates.</summary>
    public bool[] IsDate { get; }

    /// <summary>How texts are read, which a model remembers.</summary>
    public CsvOptions Reading { get; }

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

    private static void RequireSeparators(CsvOptions options)
    {
        if (options.ThousandsSeparator is { } separator && (char.IsAsciiLetterOrDigit(separator) || NumberFormatInfo.GetInstance(options.Culture ?? CultureInfo.InvariantCulture).NumberDecimalSeparator.Contains(separator)))
        {
            throw new ArgumentException(char.IsAsciiLetterOrDigit(separator)
                ? $"CsvOptions.ThousandsSeparator is '{separator}', which stands for something else in numbers; give what stands between groups of digits."
                : $"CsvOptions.ThousandsSeparator is '{separator}', which is the decimal separator as well; give the Culture in which the numbers are written.");
        }
    }

    private bool Has(string column) => Names.Contains(column) || (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < FieldCount);

    private int Find(string column, string name, string advice = "")
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

        throw new DataFormatException($"{name}: there is no column {Excerpt.Shorten(column)}; the columns are {Excerpt.Shorten(Names)}{Advice(column) ?? advice}.");
    }

    /// <summary>What is probably wrong where a column is not found; null where nothing tells.</summary>
    private string? Advice(string column) =>
        FieldCount == 1 && ";\t|,".Where(Names[0].Contains).Select(found => (char?)found).FirstOrDefault() is { } separator
            ? $"; they seem to be separated by {(separator == '\t' ? "tabs" : $"'{separator}'")}: set CsvOptions.Separator"
            : Names.FirstOrDefault(other => string.Equals(other, column.Trim(), StringComparison.OrdinalIgnoreCase)) is { } written ? $"; the file writes it {Excerpt.Shorten(written)}" : null;
}
