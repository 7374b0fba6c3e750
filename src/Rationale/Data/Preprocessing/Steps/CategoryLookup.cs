using System.Globalization;
using System.Text.Json;

namespace Rationale.Data;

/// <summary>The categories of one column that the training data had, in the order of their numbers: texts, or numbers as text where the column holds numbers.</summary>
/// <param name="column">The column.</param>
/// <param name="categories">The categories, each once.</param>
/// <param name="unknown">What happens to another one.</param>
internal sealed class CategoryLookup(int column, string[] categories, UnknownCategory unknown)
{
    /// <summary>The number of a category that is not known.</summary>
    public const int Unknown = -1;

    public int Column => column;

    public IReadOnlyList<string> Categories => categories;

    /// <summary>How a number is written as a category.</summary>
    public static string Format(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Finds the numbers of the categories of one data set.</summary>
    public Func<int, double, int> Bind(IReadOnlyList<PipelineColumn> before, IReadOnlyList<TextDictionary?> texts)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < categories.Length; i++)
        {
            numbers.Add(categories[i], i);
        }

        var name = before[column].Name;
        if (texts[before[column].Origin] is { } dictionary)
        {
            int[] map = [.. dictionary.Texts.Select(text => numbers.GetValueOrDefault(text, Unknown))];
            return (example, code) => map[(int)code] is >= 0 and var known ? known : Find(example, name, dictionary.Texts[(int)code]);
        }

        var values = new Dictionary<double, int>();
        foreach (var (text, number) in numbers)
        {
            values.Add(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture), number);
        }

        return (example, value) => values.TryGetValue(value, out var known) ? known : Find(example, name, Format(value));
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("column", column);
        json.WriteStartArray("categories");
        foreach (var category in categories)
        {
            json.WriteStringValue(category);
        }

        json.WriteEndArray();
        json.WriteString("unknown", unknown == UnknownCategory.Refuse ? "refuse" : "ignore");
    }

    public static CategoryLookup Read(StepReader reader)
    {
        var column = reader.Column("column");
        string[] categories = [.. reader.Array("categories").Select(value => value.GetString()!)];
        StepReader.Require(categories.Length > 0 && categories.All(category => category is not null) && categories.Distinct(StringComparer.Ordinal).Count() == categories.Length, "the categories of an encoding are not texts that differ");
        StepReader.Require(
            reader.Before[column].Kind == ColumnKind.Text || categories.All(category => double.TryParse(category, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)),
            "the categories of a column of numbers are not numbers");
        var unknown = reader.Text("unknown");
        StepReader.Require(unknown is "refuse" or "ignore", $"unknown categories are to be \"{Excerpt.Shorten(unknown)}\"");
        return new CategoryLookup(column, categories, unknown == "refuse" ? UnknownCategory.Refuse : UnknownCategory.Ignore);
    }

    private int Find(int example, string name, string text) => unknown == UnknownCategory.Ignore
        ? Unknown
        : throw new ArgumentException(
            $"The category \"{Excerpt.Shorten(text)}\" of feature '{name}' in example {example} is unknown; the training data had {Excerpt.Shorten(categories)}. Correct the value, or fit the preprocessing with UnknownCategory.Ignore.");
}
