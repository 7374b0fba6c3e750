using System.Globalization;
using System.Net;
using System.Text;

namespace Rationale.Samples;

/// <summary>Lines over a common axis as SVG, in the colors of the page it stands on.</summary>
/// <param name="title">What the chart shows; also what a reader who cannot see it is told.</param>
/// <param name="xLabel">Label of the horizontal axis.</param>
/// <param name="yLabel">Label of the vertical axis.</param>
/// <param name="logarithmic">Whether the horizontal axis counts powers of ten.</param>
/// <param name="logarithmicY">Whether the vertical axis does.</param>
public sealed class LineChart(string title, string xLabel, string yLabel, bool logarithmic = false, bool logarithmicY = false)
{
    private const int FontSize = 13;
    private const int PlotHeight = 264;
    private const int Left = 60;
    private const int Right = 16;
    private const int Line = 20;
    private const int LegendSymbol = 28;
    private const int Bottom = 56;

    private readonly List<Series> _series = [];

    /// <summary>Adds a line.</summary>
    /// <param name="name">What the line is.</param>
    /// <param name="points">Its points, from left to right. Points that are not finite are left out.</param>
    /// <param name="dashed">Whether the line is dashed, as for a paper's numbers beside ours.</param>
    /// <exception cref="ArgumentException">A point cannot stand on a logarithmic axis, or there are more lines than can be told apart.</exception>
    public LineChart Add(string name, IEnumerable<(double X, double Y)> points, bool dashed = false)
    {
        if (_series.Count == ChartLine.All.Count)
        {
            throw new ArgumentException($"The line \"{name}\" is one too many: a chart can tell {ChartLine.All.Count} lines apart. Draw a second chart.", nameof(name));
        }

        var kept = points.Where(p => double.IsFinite(p.X) && double.IsFinite(p.Y)).ToList();
        if (logarithmic && kept.FindIndex(p => p.X <= 0) is >= 0 and var bad)
        {
            throw new ArgumentException($"The line \"{name}\" has a point at {kept[bad].X.ToString(CultureInfo.InvariantCulture)}; a logarithmic axis needs points above 0.", nameof(points));
        }

        if (logarithmicY && kept.FindIndex(p => p.Y <= 0) is >= 0 and var low)
        {
            throw new ArgumentException($"The line \"{name}\" has a height of {kept[low].Y.ToString(CultureInfo.InvariantCulture)}; a logarithmic axis needs heights above 0.", nameof(points));
        }

        _series.Add(new Series(name, kept, dashed));
        return this;
    }

    /// <summary>The chart as an SVG element.</summary>
    /// <param name="narrow">Whether it is for a phone: its texts are then as large on the narrow screen as those of the other on a wide one.</param>
    public string ToSvg(bool narrow = false)
    {
        var (width, ticks) = narrow ? (340, 5) : (720, 10);
        var all = _series.SelectMany(s => s.Points).ToList();
        var x = logarithmic ? Axis.Logarithmic(all.Select(p => p.X), ticks) : Axis.Linear(all.Select(p => p.X));
        var y = logarithmicY ? Axis.Logarithmic(all.Select(p => p.Y)) : Axis.Linear(all.Select(p => p.Y));
        var legend = Legend(width);
        var plot = new Plot(x, y, (legend[^1].Line + 3) * Line, width);
        var svg = new StringBuilder();
        svg.Append(Inv($"<svg viewBox=\"0 0 {width} {plot.Height}\" role=\"img\" aria-label=\"{Escape(title)}\" font-family=\"system-ui, sans-serif\" font-size=\"{FontSize}\" fill=\"currentColor\">\n"));
        svg.Append(Inv($"<title>{Escape(title)}</title>\n"));
        DrawAxes(svg, plot);
        for (var i = 0; i < _series.Count; i++)
        {
            DrawSeries(svg, _series[i], i, legend[i], plot);
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Where the names of the lines stand: as many lines as they need. An SVG cannot measure its texts, so a generous width for each letter must do.</summary>
    private List<(int Left, int Line)> Legend(int chartWidth)
    {
        const int letter = 7;
        const int edge = 8;
        var places = new List<(int Left, int Line)>();
        var (left, line) = (edge, 0);
        foreach (var series in _series)
        {
            var width = LegendSymbol + (series.Name.Length * letter) + Right;
            if (left > edge && left + width > chartWidth)
            {
                (left, line) = (edge, line + 1);
            }

            places.Add((left, line));
            left += width;
        }

        return places is [] ? [(edge, 0)] : places;
    }

    private void DrawAxes(StringBuilder svg, Plot plot)
    {
        var bottom = plot.Top + PlotHeight;
        foreach (var tick in plot.Y.Ticks)
        {
            var at = plot.Down(tick);
            svg.Append(Inv($"<line x1=\"{Left}\" x2=\"{plot.Width - Right}\" y1=\"{at:0.#}\" y2=\"{at:0.#}\" stroke=\"currentColor\" opacity=\"0.15\"/>"));
            svg.Append(Inv($"<text x=\"{Left - 8}\" y=\"{at + 4:0.#}\" text-anchor=\"end\">{plot.Y.Label(tick)}</text>\n"));
        }

        foreach (var tick in plot.X.Ticks)
        {
            svg.Append(Inv($"<text x=\"{plot.Across(tick):0.#}\" y=\"{bottom + 20}\" text-anchor=\"middle\">{plot.X.Label(tick)}</text>\n"));
        }

        svg.Append(Inv($"<text x=\"{(Left + plot.Width - Right) / 2}\" y=\"{bottom + 44}\" text-anchor=\"middle\">{Escape(xLabel)}</text>\n"));
        svg.Append(Inv($"<text x=\"8\" y=\"{plot.Top - Line + 4}\">↑ {Escape(yLabel)}</text>\n"));
    }

    private static void DrawSeries(StringBuilder svg, Series series, int index, (int Left, int Line) legend, Plot plot)
    {
        var point = ChartLine.All[index].Point;
        var path = string.Join(' ', series.Points.Select(p => Inv($"{plot.Across(p.X):0.#},{plot.Down(p.Y):0.#}")));
        var dash = series.Dashed ? " stroke-dasharray=\"6 4\"" : "";
        svg.Append(Inv($"<g style=\"color:var(--line{index + 1})\"><polyline points=\"{path}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" stroke-linejoin=\"round\"{dash}/>"));
        foreach (var (px, py) in series.Points)
        {
            svg.Append(Inv($"<path class=\"point\" d=\"M{plot.Across(px):0.#},{plot.Down(py):0.#}{point}\"/>"));
        }

        var at = 16 + (legend.Line * Line);
        svg.Append(Inv($"<line x1=\"{legend.Left}\" x2=\"{legend.Left + 22}\" y1=\"{at}\" y2=\"{at}\" stroke=\"currentColor\" stroke-width=\"2\"{dash}/><path d=\"M{legend.Left + 11},{at}{point}\"/>"));
        svg.Append(Inv($"<text x=\"{legend.Left + LegendSymbol}\" y=\"{at + 4}\" style=\"fill:var(--ink)\">{Escape(series.Name)}</text></g>\n"));
    }

    /// <summary>The area of the lines: below legend and label of the vertical axis, above the label of the horizontal one.</summary>
    private sealed record Plot(Axis X, Axis Y, int Top, int Width)
    {
        public int Height => Top + PlotHeight + Bottom;

        public double Across(double value) => Left + (X.Share(value) * (Width - Left - Right));

        public double Down(double value) => Top + PlotHeight - (Y.Share(value) * PlotHeight);
    }

    private sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points, bool Dashed);
}
