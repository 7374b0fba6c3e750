using System.Globalization;
using System.Net;
using System.Text;

namespace Rationale.Samples;

/// <summary>Lines over a common axis as SVG, in the colours of the page it stands on.</summary>
/// <param name="title">What the chart shows; also what a reader who cannot see it is told.</param>
/// <param name="xLabel">Label of the horizontal axis.</param>
/// <param name="yLabel">Label of the vertical axis.</param>
/// <param name="logarithmic">Whether the horizontal axis counts powers of ten.</param>
/// <param name="logarithmicY">Whether the vertical axis does.</param>
public sealed class LineChart(string title, string xLabel, string yLabel, bool logarithmic = false, bool logarithmicY = false)
{
    private const int Width = 720;
    private const int Height = 360;
    private const int Left = 64;
    private const int Right = 16;
    private const int Top = 40;
    private const int Bottom = 56;
    private static readonly string[] Colours = ["accent", "second", "third", "fourth"];

    private readonly List<Series> _series = [];

    /// <summary>Adds a line.</summary>
    /// <param name="name">What the line is.</param>
    /// <param name="points">Its points, from left to right. Points that are not finite are left out.</param>
    /// <param name="dashed">Whether the line is dashed, as for a paper's numbers beside ours.</param>
    /// <exception cref="ArgumentException">A point cannot stand on a logarithmic axis.</exception>
    public LineChart Add(string name, IEnumerable<(double X, double Y)> points, bool dashed = false)
    {
        var kept = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        if (logarithmic && kept.FindIndex(p => p.X <= 0) is >= 0 and var bad)
            throw new ArgumentException($"The line \"{name}\" has a point at {kept[bad].X.ToString(CultureInfo.InvariantCulture)}; a logarithmic axis needs points above 0.", nameof(points));
        if (logarithmicY && kept.FindIndex(p => p.Y <= 0) is >= 0 and var low)
            throw new ArgumentException($"The line \"{name}\" has a height of {kept[low].Y.ToString(CultureInfo.InvariantCulture)}; a logarithmic axis needs heights above 0.", nameof(points));
        _series.Add(new Series(name, kept, dashed));
        return this;
    }

    /// <summary>The chart as an SVG element.</summary>
    public string ToSvg()
    {
        var all = _series.SelectMany(s => s.Points).ToList();
        var x = logarithmic ? Axis.Logarithmic(all.Select(p => p.X)) : Axis.Linear(all.Select(p => p.X));
        var y = logarithmicY ? Axis.Logarithmic(all.Select(p => p.Y)) : Axis.Linear(all.Select(p => p.Y));
        var svg = new StringBuilder();
        svg.Append(Inv($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escape(title)}\" font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"currentColor\">\n"));
        svg.Append(Inv($"<title>{Escape(title)}</title>\n"));
        DrawAxes(svg, x, y);
        for (var i = 0; i < _series.Count; i++)
            DrawSeries(svg, _series[i], Colours[i % Colours.Length], Left + (i * (Width - Left - Right) / _series.Count), x, y);
        return svg.Append("</svg>").ToString();
    }

    private static double AcrossOf(Axis axis, double value) => Left + (axis.Share(value) * (Width - Left - Right));

    private static double DownOf(Axis axis, double value) => Height - Bottom - (axis.Share(value) * (Height - Top - Bottom));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private void DrawAxes(StringBuilder svg, Axis x, Axis y)
    {
        foreach (var tick in y.Ticks)
        {
            var at = DownOf(y, tick);
            svg.Append(Inv($"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\" stroke=\"currentColor\" opacity=\"0.15\"/>"));
            svg.Append(Inv($"<text x=\"{Left - 8}\" y=\"{at + 4:0.#}\" text-anchor=\"end\">{y.Label(tick)}</text>\n"));
        }

        foreach (var tick in x.Ticks)
            svg.Append(Inv($"<text x=\"{AcrossOf(x, tick):0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{x.Label(tick)}</text>\n"));
        svg.Append(Inv($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">{Escape(xLabel)}</text>\n"));
        svg.Append(Inv($"<text x=\"16\" y=\"{(Top + Height - Bottom) / 2}\" text-anchor=\"middle\" transform=\"rotate(-90 16 {(Top + Height - Bottom) / 2})\">{Escape(yLabel)}</text>\n"));
    }

    private static void DrawSeries(StringBuilder svg, Series series, string colour, int legend, Axis x, Axis y)
    {
        var path = string.Join(' ', series.Points.Select(p => Inv($"{AcrossOf(x, p.X):0.#},{DownOf(y, p.Y):0.#}")));
        var dash = series.Dashed ? " stroke-dasharray=\"6 4\"" : "";
        svg.Append(Inv($"<g style=\"color:var(--{colour})\"><polyline points=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\"{dash}/>"));
        foreach (var (px, py) in series.Points)
            svg.Append(Inv($"<circle cx=\"{AcrossOf(x, px):0.#}\" cy=\"{DownOf(y, py):0.#}\" r=\"3\"/>"));
        svg.Append(Inv($"<line x1=\"{legend}\" x2=\"{legend + 20}\" y1=\"16\" y2=\"16\" stroke=\"currentColor\" stroke-width=\"2\"{dash}/>"));
        svg.Append(Inv($"<text x=\"{legend + 26}\" y=\"20\">{Escape(series.Name)}</text></g>\n"));
    }

    private sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool Dashed);
}
