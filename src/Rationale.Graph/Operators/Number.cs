using System.Globalization;

namespace Rationale.Graph.Operators;

/// <summary>Numbers in formulas: shortest form that reads back the same, with a point whatever the culture.</summary>
internal static class Number
{
    private const int MaxLength = 12;

    public static string Format(double value) => Plain(value).Replace("-", "−");

    /// <summary>A factor, above zero, times a value: <c>0.25·x</c>, and <c>x / 36</c> for a fraction whose digits fill the line.</summary>
    public static string Product(double factor, string value) => Plain(factor).Length > MaxLength && 1 / Math.Round(1 / factor) == factor
        ? $"{value} / {Format(Math.Round(1 / factor))}"
        : $"{Format(factor)}·{value}";

    /// <summary>The same with the sign of the keyboard, for messages.</summary>
    public static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
