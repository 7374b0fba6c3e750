using System.Globalization;
using System.Net;
using System.Text;

namespace Rationale.Samples;

/// <summary>A table as HTML that a narrow screen does not cut: it scrolls sideways under a first column that stays, and says so where it is wider than its place.</summary>
internal static class HtmlTable
{
    // An HTML file cannot ask whether a table fits, but the style sheet can compare a width that is told with that of the page. These are the sizes of the style sheet's letters and cells.
    private const double Letter = 8.5;
    private const int CellPadding = 24;

    /// <summary>Longer names of rows break between words.</summary>
    private const int MaxNameLength = 16;

    /// <summary>The table. The first column is the heading of its row.</summary>
    public static string Create(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"table\" style=\"--width:{Width(headers, rows):0}px;--name:{NameLength(rows) * Letter:0}px\"><p class=\"hint\">Scroll sideways for more columns →</p>\n");
        html.Append("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>\n");
        foreach (var header in headers)
        {
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{WebUtility.HtmlEncode(header)}</th>\n");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{WebUtility.HtmlEncode(Unbroken(row[0]))}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>\n");
        }

        return html.Append("</tbody></table></div></div>").ToString();
    }

    /// <summary>A symbol and its value stay on one line.</summary>
    private static string Unbroken(string name) => name.Replace(" = ", "\u00A0=\u00A0", StringComparison.Ordinal);

    private static int NameLength(IReadOnlyList<IReadOnlyList<string>> rows) => Math.Min(MaxNameLength, rows.Select(row => row[0].Length).DefaultIfEmpty(0).Max());

    /// <summary>Cells stay on one line; headings break between words.</summary>
    private static double Width(IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows) => headers
        .Select((header, column) => Math.Max(header.Split(' ').Max(word => word.Length), column == 0 ? NameLength(rows) : rows.Select(row => row[column].Length).DefaultIfEmpty(0).Max()))
        .Sum(letters => (letters * Letter) + CellPadding);
}
