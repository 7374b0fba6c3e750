using System.Net;

namespace Rationale.Samples;

/// <summary>Something in a row of figures: an image, a map, bars. Immutable, so safe for any number of threads.</summary>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alternative">What a reader who cannot see it is told.</param>
public abstract record PageFigure(string Caption, string Alternative)
{
    /// <summary>Whether as many as fit stand in a row, rather than two on a phone.</summary>
    internal virtual bool IsNarrow => false;

    /// <summary>The figure without its caption.</summary>
    internal abstract string Html { get; }

    /// <summary>A text with the characters that HTML gives a meaning replaced.</summary>
    private protected static string Escape(string text) => WebUtility.HtmlEncode(text);
}
