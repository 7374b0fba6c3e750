using System.Globalization;

namespace Rationale.Graph.Operators;

/// <summary>Numbers in formulas: shortest form that reads back the same, with a point whatever the culture.</summary>
internal static class Number
{
    public static string Format(double value) => Plain(value).Replace("-", "−");

    /// <summary>The same with the sign of the keyboard, for messages.</summary>
    public static string Plain(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
