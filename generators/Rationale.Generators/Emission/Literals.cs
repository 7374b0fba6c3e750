using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace Rationale.Generators.Emission;

/// <summary>Values as C# literals, the same on every machine.</summary>
internal static class Literals
{
    /// <summary>An integer.</summary>
    public static string Format(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest decimal that reads back as the same double.</summary>
    public static string Format(double value) => Special(value, "double") ?? Shortest(value, 15, 17, double.Parse);

    /// <summary>The shortest decimal that reads back as the same float: what an operator's number is in single precision.</summary>
    public static string FormatFloat(double value) => Special((float)value, "float") ?? (Shortest((float)value, 6, 9, (text, culture) => float.Parse(text, culture)) + "f");

    /// <summary>A truth value.</summary>
    public static string Format(bool value) => value ? "true" : "false";

    /// <summary>A string in quotes.</summary>
    public static string Format(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    // "R" does not always read back on the .NET Framework, on which Visual Studio runs generators.
    private static string Shortest(double value, int fewest, int most, Func<string, IFormatProvider, double> parse)
    {
        for (var digits = fewest; digits < most; digits++)
        {
            var text = value.ToString("G" + Format(digits), CultureInfo.InvariantCulture);
            if (parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("G" + Format(most), CultureInfo.InvariantCulture);
    }

    private static string? Special(double value, string type) =>
        double.IsNaN(value) ? $"{type}.NaN"
        : double.IsPositiveInfinity(value) ? $"{type}.PositiveInfinity"
        : double.IsNegativeInfinity(value) ? $"{type}.NegativeInfinity"
        : value == 0 ? (1 / value < 0 ? "-0.0" : "0") + (type == "float" ? "f" : "")
        : null;
}
