using System.Globalization;

namespace Rationale.Samples;

/// <summary>A few signed numbers as bars from a line in the middle, one below the other, each with its name and its number: red speaks for, blue against.</summary>
/// <param name="Bars">The names and numbers. Zero has no bar, the largest magnitude reaches the edge.</param>
/// <param name="Caption">What stands below them.</param>
/// <param name="Alternative">What a reader who cannot see them is told.</param>
public sealed record PageBars(IReadOnlyList<(string Name, double Value)> Bars, string Caption, string Alternative) : PageFigure(Caption, Alternative)
{
    private const double HalfTrack = 50;

    internal override string Html => $"<div class=\"bars\" role=\"img\" aria-label=\"{Escape(Alternative)}\">{string.Concat(Bars.Select(Row))}</div>";

    /// <summary>A signed number with one digit after the point.</summary>
    /// <param name="value">The number.</param>
    public static string Signed(double value) => value.ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture);

    private string Row((string Name, double Value) bar)
    {
        var longest = Bars.Select(one => Math.Abs(one.Value)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var width = longest > 0 && double.IsFinite(bar.Value) ? Math.Abs(bar.Value) / longest * HalfTrack : 0;
        var side = bar.Value < 0 ? "against" : "for";
        return string.Create(CultureInfo.InvariantCulture, $"<span>{Escape(bar.Name)}</span><span class=\"track\"><i class=\"{side}\" style=\"width:{width:0.#}%\"></i></span><span>{Signed(bar.Value)}</span>");
    }
}
