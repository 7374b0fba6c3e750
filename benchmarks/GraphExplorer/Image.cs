using System.Net;
using System.Text;
using Rationale.Graph.Scheduling;

namespace Rationale.GraphExplorer;

/// <summary>The image: instructions from top to bottom with a bar each, and beside every tile's instructions the arena, a rectangle for each value.</summary>
internal static class Image
{
    private const int LineHeight = 16;
    private const int FormulaWidth = 340;
    private const int BarWidth = 200;
    private const int NumberWidth = 110;
    private const int ArenaWidth = 480;
    private const int Gap = 20;
    private const int ArenaLeft = FormulaWidth + (2 * BarWidth) + (2 * NumberWidth) + (4 * Gap);
    private const int MinLabeled = 26;
    private static readonly string[] Tints = ["#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2", "#b279a2", "#9d755d", "#7f7f7f"];

    /// <summary>A page that needs nothing else: image and text.</summary>
    public static string Page(Exploration exploration, string text) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>{{Safe(exploration.Model.Name)}}: schedule</title>
        <style>
        body { font: 14px system-ui, sans-serif; margin: 24px; color: #222; background: #fff; }
        h1 { font-size: 20px; margin: 0 0 4px; }
        p { margin: 0 0 16px; max-width: 70em; color: #555; }
        pre { font: 12px ui-monospace, "DejaVu Sans Mono", monospace; line-height: 1.35; overflow-x: auto; background: #f7f7f7; padding: 12px; }
        </style>
        </head>
        <body>
        <h1>{{Safe(exploration.Model.Name)}}, {{exploration.Program.ToString().ToLowerInvariant()}}</h1>
        <p>{{exploration.Examples}} rows in tiles of {{exploration.Tile.Examples}}: {{Safe(exploration.Tile.Reason)}}. Bars are shares of the largest; hold the pointer over a bar or a rectangle for its numbers.</p>
        {{Svg(exploration)}}
        <h2>Listing</h2>
        <pre>{{Safe(text)}}</pre>
        </body>
        </html>

        """;

    /// <summary>The image alone.</summary>
    public static string Svg(Exploration exploration)
    {
        var (rows, height) = Rows(exploration);
        var svg = new StringBuilder();
        svg.AppendLine($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{ArenaLeft + ArenaWidth + Gap}\" height=\"{height}\" viewBox=\"0 0 {ArenaLeft + ArenaWidth + Gap} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"11\">");
        var kinds = exploration.Lines.Select(line => line.Instruction.Operator.Name).Distinct().ToList();
        Heads(svg, exploration);
        Bars(svg, exploration, rows, kinds);
        for (var pass = 0; pass < exploration.Schedule.Passes.Count; pass++)
        {
            Arena(svg, exploration, rows, kinds, pass);
        }

        svg.AppendLine("</svg>");
        return svg.ToString();
    }

    /// <summary>Where each instruction stands, with a line for the name of each stage.</summary>
    private static (int[] Rows, int Height) Rows(Exploration exploration)
    {
        var rows = new int[exploration.Lines.Count];
        var y = LineHeight * 2;
        for (var i = 0; i < rows.Length; i++)
        {
            y += i == 0 || exploration.Lines[i].Stage != exploration.Lines[i - 1].Stage ? LineHeight * 2 : LineHeight;
            rows[i] = y;
        }

        return (rows, y + (2 * LineHeight));
    }

    private static void Heads(StringBuilder svg, Exploration exploration)
    {
        var timed = exploration.Peak is not null;
        foreach (var (x, head) in new[]
        {
            (0, "instruction"),
            (FormulaWidth + Gap, "arithmetic, Mflop"),
            (FormulaWidth + BarWidth + NumberWidth + (2 * Gap), timed ? "time, µs (GF/s)" : "read and written, kB"),
            (ArenaLeft, $"arena: {exploration.Schedule.Lengths.TileWidth:N0} elements a row from left to right, instructions from top to bottom"),
        })
        {
            svg.AppendLine($"<text x=\"{x}\" y=\"{LineHeight}\" font-weight=\"600\">{Safe(head)}</text>");
        }
    }

    private static void Bars(StringBuilder svg, Exploration exploration, int[] rows, List<string> kinds)
    {
        var timed = exploration.Peak is not null;
        var most = exploration.Lines.Max(line => (double)line.Cost.Operations);
        var longest = exploration.Lines.Max(Second);
        for (var i = 0; i < rows.Length; i++)
        {
            var (line, y) = (exploration.Lines[i], rows[i]);
            if (i == 0 || exploration.Lines[i - 1].Stage != line.Stage)
            {
                svg.AppendLine($"<text x=\"0\" y=\"{y - LineHeight}\" fill=\"#777\" font-style=\"italic\">{Safe(line.Stage)}</text>");
            }

            var name = $"{i + 1}  {line.Instruction}";
            var tint = Tint(kinds, line);
            svg.AppendLine($"<text x=\"0\" y=\"{y}\">{Safe(name.Length > 56 ? name[..55] + "…" : name)}<title>{Safe(name)} ({line.Instruction.Operator.Name})</title></text>");
            Bar(svg, FormulaWidth + Gap, y, line.Cost.Operations / Math.Max(1, most), $"{line.Cost.Operations / 1e6:N3}", tint, $"{name}: {line.Cost.Operations:N0} operations");
            var second = timed ? $"{Second(line):N1} ({line.Cost.Operations / Math.Max(1e-3, Second(line)) / 1e3:N1})" : $"{Second(line):N1}";
            Bar(svg, FormulaWidth + BarWidth + NumberWidth + (2 * Gap), y, Second(line) / Math.Max(1e-9, longest), second, tint, name);
        }

        double Second(Line line) => timed ? line.Seconds!.Value * 1e6 : (line.Cost.ElementsRead + line.Cost.ElementsWritten) * sizeof(float) / 1e3;
    }

    private static void Bar(StringBuilder svg, int x, int y, double share, string number, string tint, string title)
    {
        var width = share * BarWidth;
        svg.AppendLine($"<rect x=\"{x}\" y=\"{y - 10}\" width=\"{width:F1}\" height=\"12\" fill=\"{tint}\"><title>{Safe(title)}</title></rect><text x=\"{x + width + 4:F1}\" y=\"{y}\" fill=\"#555\">{number}</text>");
    }

    private static void Arena(StringBuilder svg, Exploration exploration, int[] rows, List<string> kinds, int pass)
    {
        var first = exploration.Lines.TakeWhile(line => !(line.InTile && line.Pass == pass)).Count();
        var scale = ArenaWidth / (double)Math.Max(1, exploration.Schedule.Lengths.TileWidth);
        foreach (var range in Liveness.Compute(exploration.Schedule.Passes[pass]))
        {
            var (top, bottom) = (rows[first + range.First] - 11, rows[first + range.Last] + 4);
            var (x, width) = (ArenaLeft + (range.Offset * scale), range.Width * scale);
            var title = $"{range.Label}: elements {range.Offset:N0} … {range.Offset + range.Width - 1:N0} of a row, instructions {first + range.First + 1} … {first + range.Last + 1}";
            svg.AppendLine($"<rect x=\"{x:F1}\" y=\"{top}\" width=\"{Math.Max(1, width):F1}\" height=\"{bottom - top}\" fill=\"{Tint(kinds, exploration.Lines[first + range.First])}\" fill-opacity=\"0.35\" stroke=\"#fff\"><title>{Safe(title)}</title></rect>");
            if (width >= MinLabeled)
            {
                var letters = (int)(width / 6.5);
                svg.AppendLine($"<text x=\"{x + 3:F1}\" y=\"{top + 11}\">{Safe(range.Label.Length > letters ? range.Label[..Math.Max(1, letters - 1)] + "…" : range.Label)}</text>");
            }
        }
    }

    private static string Tint(List<string> kinds, Line line) => Tints[kinds.IndexOf(line.Instruction.Operator.Name) % Tints.Length];

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
