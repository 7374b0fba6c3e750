using System.Globalization;

namespace Rationale.Data;

/// <summary>Whether a text that is no number is one where a comma stands before the decimals.</summary>
internal static class DecimalComma
{
    private static readonly NumberFormatInfo Format = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary>Whether it is a number with a comma.</summary>
    public static bool IsNumber(string text) =>
        text.Contains(',', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, Format, out _);

    /// <summary>What to say of a text that is no number; empty where neither a decimal comma nor groups of thousands explain it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How numbers are read.</param>
    /// <param name="culture">How the reader is told of a decimal comma.</param>
    /// <param name="thousands">How the reader is told of groups.</param>
    /// <returns>The advice, and whether the text is a number if one of them is true.</returns>
    public static (string Text, bool IsNumber) Advice(string text, CsvOptions options, string culture, string thousands)
    {
        // A format may have no separator of groups, or that of decimals.
        var format = NumberFormatInfo.GetInstance(options.Culture ?? CultureInfo.InvariantCulture);
        var separator = format.NumberGroupSeparator is [var first, ..] ? first : ',';
        var isGroup = options.ThousandsSeparator is null && !format.NumberDecimalSeparator.Contains(separator) && text.Contains(separator) && CsvValue.TryNumber(text, options with { ThousandsSeparator = separator }, out _);
        var isComma = options.Culture is null && IsPossible(text) && (IsNumber(text) || !isGroup);
        return ((isComma ? $"; where it is a decimal comma, {culture}" : "") + (isGroup ? $"; where '{separator}' stands between thousands, {thousands}" : ""), isGroup || (isComma && IsNumber(text)));
    }

    /// <summary>Whether it may stand for one: it has digits besides the comma, as <c>12,5 km</c> has.</summary>
    public static bool IsPossible(string text) => text.Contains(',', StringComparison.Ordinal) && text.Any(char.IsAsciiDigit);
}
