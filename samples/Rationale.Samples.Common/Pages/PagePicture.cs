namespace Rationale.Samples;

/// <summary>A picture on a page.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alternative">What a reader who cannot see it is told.</param>
public sealed record PagePicture(Picture Picture, string Caption, string Alternative);
