using System.Net;
using System.Text;
using Rationale.Storage;

namespace Rationale.Samples;

/// <summary>A page of results in one file: images and charts are inside it, it follows the reader's light or dark theme, and it loads nothing.</summary>
/// <param name="title">Heading of the page.</param>
/// <param name="lead">What the page shows, in a sentence or two.</param>
public sealed class HtmlPage(string title, string lead)
{
    /// <summary>Images that are no wider stand close together.</summary>
    private const int NarrowWidth = 84;

    private readonly StringBuilder _body = new();

    /// <summary>Adds a heading.</summary>
    /// <param name="text">The heading.</param>
    public HtmlPage Heading(string text) => Line($"<h2>{Escape(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">The text.</param>
    public HtmlPage Paragraph(string text) => Line($"<p>{Escape(text)}</p>");

    /// <summary>Adds a chart with its caption.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">What it shows.</param>
    public HtmlPage Chart(LineChart chart, string caption) =>
        Line($"<figure class=\"chart\">{chart.ToSvg()}<figcaption>{Escape(caption)}</figcaption></figure>");

    /// <summary>Adds a table. The first column is the heading of its row.</summary>
    /// <param name="headers">Headings of the columns.</param>
    /// <param name="rows">Rows, each as long as the headings.</param>
    public HtmlPage Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows)
    {
        Line("<div class=\"scroll\"><table><thead><tr>");
        foreach (var header in headers)
            Line($"<th scope=\"col\">{Escape(header)}</th>");
        Line("</tr></thead><tbody>");
        foreach (var row in rows)
            Line($"<tr><th scope=\"row\">{Escape(row[0])}</th>{string.Concat(row.Skip(1).Select(c => $"<td>{Escape(c)}</td>"))}</tr>");
        return Line("</tbody></table></div>");
    }

    /// <summary>Adds the results beside the paper's numbers.</summary>
    /// <param name="results">The results.</param>
    public HtmlPage Table(ResultTable results)
    {
        var metrics = results.Rows.SelectMany(r => r.Metrics).Select(m => m.Name).Distinct().ToList();
        var rows = results.Rows.Select(row => (IReadOnlyList<string>)[row.Name, .. metrics.Select(m => Cell(row.Metrics.FirstOrDefault(x => x.Name == m)))]);
        return Table(["", .. metrics.Select(ResultTable.Words)], rows);
    }

    /// <summary>Adds a row of images, each with a caption.</summary>
    /// <param name="title">What the row shows, for example which digit.</param>
    /// <param name="images">The images.</param>
    public HtmlPage Images(string title, params IEnumerable<PageImage> images)
    {
        var all = images.ToList();
        var narrow = all.TrueForAll(one => one.Image.Width <= NarrowWidth);
        Line($"<section class=\"row\" aria-label=\"{Escape(title)}\"><h3>{Escape(title)}</h3><div class=\"images{(narrow ? " narrow" : "")}\">");
        foreach (var (image, caption, alternative) in all)
        {
            Line($"<figure><img src=\"{PngWriter.DataUri(image)}\" width=\"{image.Width}\" height=\"{image.Height}\" alt=\"{Escape(alternative)}\">"
                + $"<figcaption>{Escape(caption)}</figcaption></figure>");
        }

        return Line("</div></section>");
    }

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    public void Save(string path) => AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(ToString())));

    /// <summary>The page as HTML.</summary>
    public override string ToString() => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Escape(title)}</title>
        <style>
        {HtmlStyle.Sheet}
        </style>
        </head>
        <body>
        <main>
        <h1>{Escape(title)}</h1>
        <p class="lead">{Escape(lead)}</p>
        {_body.ToString().TrimEnd()}
        </main>
        </body>
        </html>

        """.ReplaceLineEndings("\n");

    private static string Cell(ResultRow.Metric? metric) => metric switch
    {
        null => "",
        { Paper: { } paper } => $"{ResultTable.Format(metric)} (paper {ResultTable.Format(paper)})",
        _ => ResultTable.Format(metric),
    };

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private HtmlPage Line(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
