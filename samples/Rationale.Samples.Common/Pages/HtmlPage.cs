using System.Net;
using System.Text;
using Rationale.Storage;

namespace Rationale.Samples;

/// <summary>A page of results in one file: images and charts are inside it, it follows the reader's light or dark theme and the width of the screen, and it loads nothing.</summary>
/// <param name="title">Heading of the page.</param>
/// <param name="lead">What the page shows, in a sentence or two.</param>
public sealed class HtmlPage(string title, string lead)
{
    private readonly StringBuilder _body = new();

    /// <summary>What stands above everything else, where something must.</summary>
    internal string? Notice { get; set; }

    /// <summary>Adds a heading.</summary>
    /// <param name="text">The heading.</param>
    public HtmlPage Heading(string text) => Line($"<h2>{Escape(text)}</h2>");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">The text.</param>
    public HtmlPage Paragraph(string text) => Line($"<p>{Escape(text)}</p>");

    /// <summary>Adds a chart with its caption, drawn for wide and for narrow screens; the style sheet shows one of them.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="caption">What it shows.</param>
    public HtmlPage Chart(LineChart chart, string caption) =>
        Line($"<figure class=\"chart\"><div class=\"wide\">{chart.ToSvg()}</div><div class=\"narrow\">{chart.ToSvg(narrow: true)}</div><figcaption>{Escape(caption)}</figcaption></figure>");

    /// <summary>Adds a table. The first column is the heading of its row.</summary>
    /// <param name="headers">Headings of the columns.</param>
    /// <param name="rows">Rows, each as long as the headings.</param>
    public HtmlPage Table(IReadOnlyList<string> headers, IEnumerable<IReadOnlyList<string>> rows) => Line(HtmlTable.Create(headers, [.. rows]));

    /// <summary>Adds the results beside the paper's numbers.</summary>
    /// <param name="results">The results.</param>
    public HtmlPage Table(ResultTable results)
    {
        var metrics = results.Rows.SelectMany(r => r.Metrics).Select(m => m.Name).Distinct().ToList();
        var rows = results.Rows.Select(row => (IReadOnlyList<string>)[row.Name, .. metrics.Select(m => Cell(row.Metrics.FirstOrDefault(x => x.Name == m)))]);
        return Table(["", .. metrics.Select(ResultTable.Words)], rows);
    }

    /// <summary>Adds a row of figures, each with a caption.</summary>
    /// <param name="title">What the row shows, for example which digit.</param>
    /// <param name="figures">The figures.</param>
    public HtmlPage Figures(string title, params IEnumerable<PageFigure> figures)
    {
        var all = figures.ToList();
        var narrow = all.TrueForAll(one => one.IsNarrow);
        Line($"<section class=\"row\" aria-label=\"{Escape(title)}\"><h3>{Escape(title)}</h3><div class=\"figures{(narrow ? " narrow" : "")}\">");
        foreach (var figure in all)
        {
            Line($"<figure>{figure.Html}<figcaption>{Escape(figure.Caption)}</figcaption></figure>");
        }

        return Line("</div></section>");
    }

    /// <summary>Writes the page, whole or not at all. Samples save through <see cref="SampleContext.Save"/>, which knows whether the run was a quick one.</summary>
    /// <param name="path">The file.</param>
    internal void Save(string path) => AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(ToString())));

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
        {(Notice is null ? "" : $"<p class=\"notice\" role=\"note\">{Escape(Notice)}</p>\n")}<h1>{Escape(title)}</h1>
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
