namespace Rationale.Graph.Scheduling;

/// <summary>
/// Which convolutions run as Winograd's F(2×2, 3×3). It decides about the length of packed filters, so it depends on sizes alone and is the same on every
/// machine.
/// </summary>
internal static class WinogradRule
{
    /// <summary>Products of a tile of 2 × 2 results: one for each element of a patch of 4 × 4 pixels.</summary>
    public const int Products = 16;

    // Fewer channels do not pay for the transforms, and smaller images have too few tiles.
    private const int MinChannels = 16;
    private const int MinSize = 4;

    /// <summary>Whether a convolution of stride one without groups is one of them, in all three forms.</summary>
    /// <param name="kernelHeight">Rows of the kernel.</param>
    /// <param name="kernelWidth">Columns of the kernel.</param>
    /// <param name="channels">Channels of the image.</param>
    /// <param name="filters">Channels of the result.</param>
    /// <param name="height">Rows of the image or of the result, whichever is smaller.</param>
    /// <param name="width">Columns of the image or of the result, whichever is smaller.</param>
    public static bool Includes(int kernelHeight, int kernelWidth, int channels, int filters, int height, int width) =>
        kernelHeight == 3 && kernelWidth == 3 && Math.Min(channels, filters) >= MinChannels && Math.Min(height, width) >= MinSize;
}
