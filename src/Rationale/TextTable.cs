using System.Globalization;
using System.Text;

namespace Rationale;

/// <summary>Text in columns: the first aligned to the left, the others to the right. Lines end with <c>\n</c>, numbers are culture-invariant.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _lines = [];

    /// <summary>Begins with the headings.</summary>
    public TextTable(params string[] headings) => _lines.Add(headings);

    /// <summary>Adds a line; cells that are left out stay empty.</summary>
    public void Add(params string[] cells) => _lines.Add([.. cells, .. Enumerable.Repeat("", _lines[0].Length - cells.Length)]);

    /// <summary>
    /// The format that shows four significant digits of the largest of some numbers, signs always, and the others with as many decimals; powers of ten where fixed decimals
    /// would be mostly zeros.
    /// </summary>
    public static Func<double, string> Signed(double largest)
    {
        var digits = Digits(largest);
        return value => value.ToString($"+{digits};-{digits};{digits}", CultureInfo.InvariantCulture);
    }

    /// <summary>The same for numbers that have no sign.</summary>
    public static Func<double, string> Unsigned(double largest)
    {
        var digits = Digits(largest);
        return value => value.ToString(digits, CultureInfo.InvariantCulture);
    }

    /// <summary>A share as per cent with one decimal.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _lines[0].Length).Select(column => _lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in _lines)
        {
            var cells = line.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Digits(double largest)
    {
        var exponent = largest > 0 && double.IsFinite(largest) ? (int)Math.Floor(Math.Log10(largest)) : 0;
        return exponent is >= -4 and <= 5 ? $"0.{new string('0', Math.Max(0, 3 - exponent))}" : "0.000E+00";
    }
}
