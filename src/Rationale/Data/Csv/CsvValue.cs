using System.Globalization;
using System.Text;

namespace Rationale.Data;

/// <summary>Reads numbers and dates in texts as the options of a file say: one definition for files, forms and query strings.</summary>
internal static class CsvValue
{
    private const int LongestNumber = 128;

    /// <summary>ISO 8601, with a blank in place of the T too.</summary>
    private static readonly string[] IsoFormats = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK"];

    /// <summary>A number that is finite as a float too: what is stored in double precision is computed with in single precision in the end.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, CsvOptions options, out double value)
    {
        var format = NumberFormatInfo.GetInstance(options.Culture ?? CultureInfo.InvariantCulture);
        if (options.ThousandsSeparator is not { } separator)
        {
            return TryFloat(text, format, out value);
        }

        Span<char> plain = stackalloc char[LongestNumber];
        value = 0;
        return text.Length <= LongestNumber && RemoveGroups(text, separator, format, plain) is var length and >= 0 && TryFloat(plain[..length], format, out value);
    }

    /// <summary>The same of a text in UTF-8.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> text, CsvOptions options, out double value) => options.ThousandsSeparator is null
        ? double.TryParse(text, NumberStyles.Float, options.Culture ?? CultureInfo.InvariantCulture, out value) && float.IsFinite((float)value)
        : TryNumber(Encoding.UTF8.GetString(text), options, out value);

    /// <summary>A date as days since 1970-01-01, the time of day as a fraction.</summary>
    public static bool TryDate(ReadOnlySpan<char> text, CsvOptions options, out double days)
    {
        var format = options.Culture?.GetFormat(typeof(DateTimeFormatInfo)) as IFormatProvider ?? CultureInfo.InvariantCulture;
        var found = DateTime.TryParseExact(text, options.DateFormat is { } own ? [own] : IsoFormats, format, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date);
        days = DaysOf(date);
        return found;
    }

    /// <summary>A date as days since 1970-01-01, as it stands on the clock that wrote it.</summary>
    public static double DaysOf(DateTime date) => (date - DateTime.UnixEpoch).TotalDays;

    /// <summary>Whether a text looks like a date: three runs of digits between hyphens, slashes or dots, and perhaps a time behind them.</summary>
    public static bool LooksLikeDate(string text)
    {
        var day = text.Split(' ', 'T')[0];
        return new[] { '-', '/', '.' }.Any(separator => day.Split(separator) is { Length: 3 } parts && parts.All(part => part.Length is >= 1 and <= 4 && part.All(char.IsAsciiDigit)));
    }

    private static bool TryFloat(ReadOnlySpan<char> text, NumberFormatInfo format, out double value) =>
        double.TryParse(text, NumberStyles.Float, format, out value) && float.IsFinite((float)value);

    /// <summary>Copies a number without what separates its groups; -1 where these are not of three digits each, as in <c>1,5</c>, which would otherwise become 15.</summary>
    private static int RemoveGroups(ReadOnlySpan<char> text, char separator, NumberFormatInfo format, Span<char> plain)
    {
        var (length, groups, digits, isWhole) = (0, 0, 0, true);
        for (var i = 0; i < text.Length; i++)
        {
            var isDigit = char.IsAsciiDigit(text[i]);
            if (text[i] == separator || (char.IsWhiteSpace(separator) && char.IsWhiteSpace(text[i])))
            {
                if (!isWhole || (groups == 0 ? digits is < 1 or > 3 : digits != 3))
                {
                    return -1;
                }

                (groups, digits) = (groups + 1, 0);
                continue;
            }

            if (isWhole && digits > 0 && !isDigit)
            {
                isWhole = false;
                if (groups > 0 && (digits != 3 || !(text[i..].StartsWith(format.NumberDecimalSeparator, StringComparison.Ordinal) || text[i] is 'e' or 'E')))
                {
                    return -1;
                }
            }

            digits += isWhole && isDigit ? 1 : 0;
            plain[length++] = text[i];
        }

        return isWhole && groups > 0 && digits != 3 ? -1 : length;
    }
}
