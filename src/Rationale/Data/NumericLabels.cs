using System.Globalization;

namespace Rationale.Data;

/// <summary>Whether a label column looks like a target of a regression: a number of its own for nearly every example.</summary>
internal static class NumericLabels
{
    /// <summary>What to do about it.</summary>
    public const string Fix = "if it is a number to predict, read it as CsvOptions.TargetColumns and train a [Regressor]";

    /// <summary>Classes above which numbers with fractions, and examples of a class below which integers, are rarely names of classes.</summary>
    private const int FewClasses = 10;
    private const int FewExamples = 50;

    /// <summary>What was found, in words; null where labels look like classes.</summary>
    /// <param name="data">Data with the names of their classes.</param>
    public static string? Describe(Dataset data)
    {
        if (data.ClassNames is not { Count: > FewClasses } names || !names.All(IsNumber))
        {
            return null;
        }

        var haveFractions = names.Any(name => double.Parse(name, NumberStyles.Float, CultureInfo.InvariantCulture) % 1 != 0);
        return haveFractions || data.Count < (long)names.Count * FewExamples
            ? string.Create(CultureInfo.InvariantCulture, $"The label column has {names.Count} classes for {data.Count} examples, all of them numbers ({Excerpt.Shorten(names[0])}, {Excerpt.Shorten(names[1])}, …)")
            : null;
    }

    private static bool IsNumber(string name) => double.TryParse(name, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value);
}
