using System.Globalization;
using System.Text.Json;

namespace Rationale.Data;

/// <summary>One raw example by names.</summary>
internal static class RawExample
{
    /// <summary>Puts values into the order of features.</summary>
    /// <param name="names">The features.</param>
    /// <param name="values">A value for each of them.</param>
    /// <param name="isText">Whether a feature holds texts.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, or a value is of another kind.</exception>
    public static FeatureMatrix Create(IReadOnlyList<string> names, IReadOnlyDictionary<string, object?> values, Func<int, bool> isText)
    {
        if (names.FirstOrDefault(name => !values.ContainsKey(name)) is { } lacking)
        {
            throw new ArgumentException($"The example lacks the feature '{Excerpt.Shorten(lacking)}'; give {Excerpt.Shorten(names)}, with null for a value that is missing.");
        }

        if (values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } extra)
        {
            throw new ArgumentException($"The example has the feature '{Excerpt.Shorten(extra)}', which is not known; the features are {Excerpt.Shorten(names)}.");
        }

        return FeatureMatrix.FromColumns([.. names.Select((name, column) => isText(column)
            ? RawColumn.FromTexts(name, [Text(name, values[name])])
            : RawColumn.FromNumbers(name, [Number(name, values[name])]))]);
    }

    private static string? Text(string name, object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null } => null,
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        _ => throw new ArgumentException($"The feature '{name}' is a {value.GetType().Name}, but it must be a text, or null where it is missing."),
    };

    private static double Number(string name, object? value) => value switch
    {
        null or JsonElement { ValueKind: JsonValueKind.Null } => double.NaN,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        bool flag => flag ? 1 : 0,
        double or float or Half or decimal or sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDouble(value is Half half ? (double)half : value, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"The feature '{name}' is {(value is string text ? $"the text \"{Excerpt.Shorten(text)}\"" : $"a {value.GetType().Name}")}, but it must be a number, or null where it is missing."),
    };
}
