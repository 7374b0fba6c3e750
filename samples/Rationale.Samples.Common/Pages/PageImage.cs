namespace Rationale.Samples;

/// <summary>An image on a page.</summary>
/// <param name="Image">The image.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alternative">What a reader who cannot see it is told.</param>
public sealed record PageImage(Image Image, string Caption, string Alternative);
