namespace Rationale.Graph;

/// <summary>How a window moves over an image, channels last.</summary>
/// <param name="Height">Rows of the window.</param>
/// <param name="Width">Columns of the window.</param>
/// <param name="Stride">Step between windows, in both directions.</param>
/// <param name="Padding">Rows and columns of zeros around the image.</param>
/// <param name="Dilation">Distance between neighboring elements of the window.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public record Window(int Height, int Width, int Stride = 1, int Padding = 0, int Dilation = 1)
{
    /// <summary>Positions of the window over an image.</summary>
    /// <exception cref="ShapeException">The window does not fit the image; the message gives the sizes.</exception>
    public virtual (int Height, int Width) Over(int height, int width) => (Over(height, Height, height, width), Over(width, Width, height, width));

    private int Over(int extent, int window, int height, int width)
    {
        // Sizes that no image has must not wrap around to ones that fit.
        var reach = ((long)Dilation * (window - 1)) + 1;
        var space = extent + (2L * Padding) - reach;
        return space >= 0
            ? (int)Math.Min(int.MaxValue, (space / Stride) + 1)
            : throw new ShapeException($"a window of {Height}×{Width} with dilation {Dilation} and padding {Padding} does not fit an image of {height}×{width}; make the window smaller or the padding larger");
    }
}

/// <summary>
/// Windows of a pooling that divide an image into as many parts as asked for: part i of n reaches from <c>⌊i · size / n⌋</c> to before <c>⌈(i + 1) · size / n⌉</c>, so
/// neighbors share a pixel where the numbers do not divide (PyTorch's adaptive pooling).
/// </summary>
/// <param name="Rows">Windows from top to bottom.</param>
/// <param name="Columns">Windows from left to right.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record AdaptiveWindow(int Rows, int Columns) : Window(1, 1)
{
    /// <inheritdoc/>
    public override (int Height, int Width) Over(int height, int width) => (Rows, Columns);
}
