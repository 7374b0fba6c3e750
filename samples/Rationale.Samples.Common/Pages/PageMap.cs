namespace Rationale.Samples;

/// <summary>A map of signed attributions, with the color bar that says what its colors mean. Immutable, so safe for any number of threads.</summary>
/// <param name="Map">The map.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alternative">What a reader who cannot see it is told.</param>
public sealed record PageMap(HeatMap Map, string Caption, string Alternative) : PageFigure(Caption, Alternative)
{
    internal override string Html => new PageImage(Map.Image, Caption, Alternative).Html + Bar;

    private string Bar
    {
        get
        {
            // A map that says nothing is white, and its bar has no ends to name.
            var full = ProgressText.Short(Map.Strongest);
            var (against, @for) = Map.Strongest > 0 ? ($"−{full}", $"+{full}") : ("", "");
            return $"<div class=\"colorbar\" style=\"max-width:{Map.Image.Width}px\"><span>{against}</span><span>0</span><span>{@for}</span></div>";
        }
    }
}
