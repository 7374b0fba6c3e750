using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rationale.Data;

/// <summary>What a model remembers of how the texts of its training data are read: decimal commas, groups of thousands, dates, what stands for a missing value.</summary>
internal static class TextReading
{
    public const string Key = "texts";

    /// <summary>The part of the options of a file that says how texts are read, of columns of dates those that are features.</summary>
    public static CsvOptions From(CsvOptions options, IReadOnlyList<string> dates) => new()
    {
        Culture = options.Culture,
        ThousandsSeparator = options.ThousandsSeparator,
        MissingTexts = options.MissingTexts,
        DateColumns = dates,
        DateFormat = options.DateFormat,
    };

    /// <summary>Options as JSON; null where they are the defaults.</summary>
    public static string? Write(CsvOptions options)
    {
        var json = new JsonObject();
        if (options.Culture is { } culture)
        {
            var numbers = NumberFormatInfo.GetInstance(culture);
            (json["culture"], json["decimal"], json["negative"]) = ((culture as CultureInfo)?.Name, numbers.NumberDecimalSeparator, numbers.NegativeSign);
        }

        if (options.ThousandsSeparator is { } separator)
        {
            json["thousands"] = separator.ToString();
        }

        if (!options.MissingTexts.SequenceEqual(CsvOptions.UsualMissingTexts, StringComparer.Ordinal))
        {
            json["missing"] = ToArray(options.MissingTexts);
        }

        if (options.DateColumns.Count > 0)
        {
            (json["dates"], json["dateFormat"]) = (ToArray(options.DateColumns), options.DateFormat);
        }

        return json.Count == 0 ? null : json.ToJsonString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="DataFormatException">The text is something else.</exception>
    public static CsvOptions Read(string text)
    {
        try
        {
            var json = JsonNode.Parse(text)!.AsObject();
            var thousands = (string?)json["thousands"];
            return new CsvOptions
            {
                Culture = json["decimal"] is { } point ? CultureOf((string?)json["culture"], (string)point!, (string)json["negative"]!) : null,
                ThousandsSeparator = thousands?.Single(),
                MissingTexts = json["missing"] is { } missing ? FromArray(missing) : CsvOptions.UsualMissingTexts,
                DateColumns = json["dates"] is { } dates ? FromArray(dates) : [],
                DateFormat = (string?)json["dateFormat"],
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new DataFormatException($"How texts are read cannot be read from JSON ({Excerpt.Reason(exception)}).", exception);
        }
    }

    /// <summary>A culture that writes numbers as it was saved. Its names of months are those of this machine, which may lack the culture.</summary>
    private static CultureInfo CultureOf(string? name, string decimalSeparator, string negativeSign)
    {
        CultureInfo culture;
        try
        {
            culture = (CultureInfo)CultureInfo.GetCultureInfo(name ?? "").Clone();
        }
        catch (CultureNotFoundException)
        {
            culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        }

        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign) = (decimalSeparator, negativeSign);
        return culture;
    }

    private static JsonArray ToArray(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode?)text)]);

    private static string[] FromArray(JsonNode node) => [.. node.AsArray().Select(text => (string)text!)];
}
