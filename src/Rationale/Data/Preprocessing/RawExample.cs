using System.Globalization;
using System.Text.Json;

namespace Rationale.Data;

/// <summary>One raw example by names. Texts mean what they would in a CSV file, since forms and query strings give nothing else.</summary>
internal static class RawExample
{
    /// <summary>Puts values into the order of features.</summary>
    /// <param name="names">The features.</param>
    /// <param name="values">A value for each of them.</param>
    /// <param name="isText">Whether a feature holds texts.</param>
    /// <param name="isCategory">Whether a text is a category of a feature, even if it usually stands for a missing value.</param>
    /// <param name="texts">How numbers are written in texts, and which texts stand for a missing value; null for the defaults.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, or a value is of another kind.</exception>
    public static FeatureMatrix Create(IReadOnlyList<string> names, IReadOnlyDictionary<string, object?> values, Func<int, bool> isText, Func<int, string, bool> isCategory, CsvOptions? texts = null)
    {
        texts ??= new CsvOptions();
        if (names.FirstOrDefault(name => !values.ContainsKey(name)) is { } lacking)
        {
            throw new ArgumentException($"The example lacks the feature '{Excerpt.Shorten(lacking)}'; give {Excerpt.Shorten(names)}, with null for a value that is missing.");
        }

        if (values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } extra)
        {
            throw new ArgumentException($"The example has the feature '{Excerpt.Shorten(extra)}', which is not known; the features are {Excerpt.Shorten(names)}.");
        }

        return FeatureMatrix.FromColumns([.. names.Select((name, column) => isText(column)
            ? RawColumn.FromTexts(name, [Text(name, values[name], text => isCategory(column, text), texts)])
            : RawColumn.FromNumbers(name, [Number(name, values[name], texts)]))]);
    }

    private static string? Text(string name, object? value, Func<string, bool> isCategory, CsvOptions texts) => AsText(value) switch
    {
        { } text => IsMissing(text, texts) && !isCategory(text) ? null : text,
        null => value is null or JsonElement { ValueKind: JsonValueKind.Null }
            ? null
            : throw new ArgumentException($"The feature '{name}' is a {value.GetType().Name}, but it must be a text, or null where it is missing."),
    };

    private static double Number(string name, object? value, CsvOptions texts) => AsText(value) is { } text ? NumberOf(name, text, texts) : value switch
    {
        DateTime date when texts.DateColumns.Contains(name) => CsvValue.DaysOf(date),
        DateOnly date when texts.DateColumns.Contains(name) => CsvValue.DaysOf(date.ToDateTime(default)),
        DateTimeOffset date when texts.DateColumns.Contains(name) => CsvValue.DaysOf(date.UtcDateTime),
        null or JsonElement { ValueKind: JsonValueKind.Null } => double.NaN,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        bool flag => flag ? 1 : 0,
        double or float or Half or decimal or sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The feature '{name}' is a {value.GetType().Name}, but it must be a number, or null where it is missing."),
    };

    private static double NumberOf(string name, string text, CsvOptions texts) =>
        IsMissing(text, texts) ? double.NaN
        : texts.DateColumns.Contains(name) ? DateOf(name, text, texts)
        : CsvValue.TryNumber(text, texts, out var number) ? number
        : throw new ArgumentException($"The feature '{name}' is the text \"{Excerpt.Shorten(text)}\", but it must be a number, or null where it is missing{DecimalComma.Advice(text, texts, "give the CsvOptions of the training data, with their Culture", "give the CsvOptions of the training data, with their ThousandsSeparator").Text}.");

    private static double DateOf(string name, string text, CsvOptions texts) => CsvValue.TryDate(text, texts, out var days) ? days
        : throw new ArgumentException($"The feature '{name}' is the text \"{Excerpt.Shorten(text)}\", but it must be a date {(texts.DateFormat is { } format ? $"that is written {Excerpt.Shorten(format)}, as in the training data" : "such as 2024-01-31")}, or null where it is missing.");

    private static string? AsText(object? value) => (value as string ?? (value is JsonElement { ValueKind: JsonValueKind.String } json ? json.GetString() : null))?.Trim();

    private static bool IsMissing(string text, CsvOptions texts) => texts.MissingTexts.Contains(text, StringComparer.Ordinal);
}
