using System.Globalization;

namespace Rationale.Data;

/// <summary>Whether a text that is no number is one where a comma stands before the decimals.</summary>
internal static class DecimalComma
{
    private static readonly NumberFormatInfo Format = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Whether it is a number with a comma.</summary>
    public static bool IsNumber(string text) =>
        text.Contains(',', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, Format, out _);

    /// <summary>Whether it may stand for one: it has digits besides the comma, as <c>12,5 km</c> has.</summary>
    public static bool IsPossible(string text) => text.Contains(',', StringComparison.Ordinal) && text.Any(char.IsAsciiDigit);
}
