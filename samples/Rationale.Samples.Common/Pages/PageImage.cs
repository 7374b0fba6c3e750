namespace Rationale.Samples;

/// <summary>An image on a page. Immutable, so safe for any number of threads.</summary>
/// <param name="Image">The image.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alternative">What a reader who cannot see it is told.</param>
public sealed record PageImage(Image Image, string Caption, string Alternative) : PageFigure(Caption, Alternative)
{
    /// <summary>Images that are no wider stand close together.</summary>
    private const int NarrowWidth = 84;

    internal override bool IsNarrow => Image.Width <= NarrowWidth;

    internal override string Html => $"<img src=\"{PngWriter.DataUri(Image)}\" width=\"{Image.Width}\" height=\"{Image.Height}\" alt=\"{Escape(Alternative)}\">";
}
