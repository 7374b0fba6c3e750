namespace Rationale.Samples;

/// <summary>What tells the lines of a chart apart: a color in each theme, and a point of another shape, so that the color is not needed.</summary>
/// <param name="Light">The color on white.</param>
/// <param name="Dark">The color on black.</param>
/// <param name="Point">The outline of a point around the place where it stands, as SVG path commands.</param>
internal sealed record ChartLine(string Light, string Dark, string Point)
{
    /// <summary>
    /// The lines in their order. Whatever kind of color vision, two colors of a theme are at least 25 apart in CIELAB, and each has a contrast of 3 to 1 to the chart, as WCAG 2.2 (1.4.11) wants it: a test holds both.
    /// </summary>
    public static IReadOnlyList<ChartLine> All { get; } =
    [
        new("#b2182b", "#f4818c", "m-3.5,0a3.5,3.5 0 1,0 7,0a3.5,3.5 0 1,0 -7,0z"),
        new("#2166ac", "#7db8ef", "m-3.2,-3.2h6.4v6.4h-6.4z"),
        new("#b78a08", "#d6ec88", "m0,-4.5l4.2,7.5h-8.4z"),
        new("#512c51", "#a3468f", "m0,-4.8l4.8,4.8l-4.8,4.8l-4.8,-4.8z"),
        new("#9581a4", "#7759d1", "m0,4.5l4.2,-7.5h-8.4z"),
        new("#e47276", "#806c12", "m-1.3,-4.2h2.6v2.9h2.9v2.6h-2.9v2.9h-2.6v-2.9h-2.9v-2.6h2.9z"),
    ];
}
