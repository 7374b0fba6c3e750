using System.Globalization;

namespace Rationale.Data;

/// <summary>Whether a text that is no number is one where a comma stands before the decimals.</summary>
internal static class DecimalComma
{
    private static readonly NumberFormatInfo Format = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private static readonly char[] UsualSeparators = ['.', ',', ' ', '\''];

    /// <summary>Whether it is a number with a comma.</summary>
    public static bool IsNumber(string text) =>
        text.Contains(',', StringComparison.Ordinal) && double.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, Format, out _);

    /// <summary>What to say of a text that is no number; empty where neither a decimal comma or point nor groups of thousands explain it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="options">How numbers are read.</param>
    /// <param name="culture">How the reader is told of a decimal comma or point.</param>
    /// <param name="thousands">How the reader is told of groups.</param>
    /// <returns>The advice, and whether the text is a number if one of them is true.</returns>
    public static (string Text, bool IsNumber) Advice(string text, CsvOptions options, string culture, string thousands)
    {
        var separator = SeparatorOf(text, options);
        var (isGroup, isPoint) = (separator is not null, IsPoint(text, options));
        var isComma = options.Culture is null && IsPossible(text) && (IsNumber(text) || !isGroup);
        var advice = (isComma ? $"; where it is a decimal comma, {culture}" : "")
            + (isPoint ? $"; where it is a decimal point, {culture}" : "")
            + (isGroup ? $"; where '{separator}' stands between thousands, {thousands}" : "");
        return (advice, isGroup || isPoint || (isComma && IsNumber(text)));
    }

    /// <summary>What separates groups of three digits in a text; null where the options say what does, or nothing makes it a number.</summary>
    private static char? SeparatorOf(string text, CsvOptions options)
    {
        if (options.ThousandsSeparator is not null)
        {
            return null;
        }

        var format = NumberFormatInfo.GetInstance(options.Culture ?? CultureInfo.InvariantCulture);
        return Array.Find<char?>([.. format.NumberGroupSeparator, .. UsualSeparators], separator =>
            format.NumberDecimalSeparator != separator.ToString()
            && text.Any(character => character == separator || (separator == ' ' && char.IsWhiteSpace(character)))
            && CsvValue.TryNumber(text, options with { ThousandsSeparator = separator }, out _));
    }

    /// <summary>Whether a point stands before the decimals where the culture has something else there.</summary>
    private static bool IsPoint(string text, CsvOptions options) =>
        options.Culture is { } culture && text.Contains('.', StringComparison.Ordinal) && NumberFormatInfo.GetInstance(culture).NumberDecimalSeparator != "."
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>Whether it may stand for one: it has digits besides the comma, as <c>12,5 km</c> has.</summary>
    public static bool IsPossible(string text) => text.Contains(',', StringComparison.Ordinal) && text.Any(char.IsAsciiDigit);
}
