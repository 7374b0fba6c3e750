namespace Rationale.Kernels;

/// <summary>One direction of a convolution of 3 × 3 as tiles of 2 × 2 results, each of which reads a patch of 4 × 4 pixels.</summary>
internal readonly struct WinogradTiles
{
    // Patches and results of so many bytes stay in a second-level cache of 512 KiB and more, beside the filters.
    private const int BlockBytes = 384 * 1024;

    // Enough rows for a product to be worth its filters, and few enough where there are few channels.
    private const int MinTiles = 16;
    private const int MaxTiles = 128;

    private WinogradTiles(int top, int left, int sourceHeight, int sourceWidth, int channels, int height, int width, int outputs)
    {
        (Height, Width, Channels, Outputs) = (height, width, channels, outputs);
        (Down, Across) = ((height + 1) / 2, (width + 1) / 2);
        Window = new(top, left, (2 * Down) + 2, (2 * Across) + 2, sourceHeight, sourceWidth, channels);
    }

    /// <summary>What all patches of an image read.</summary>
    public SourceWindow Window { get; }

    /// <summary>Rows of the target.</summary>
    public int Height { get; }

    /// <summary>Pixels of a target's row.</summary>
    public int Width { get; }

    /// <summary>Channels of the source.</summary>
    public int Channels { get; }

    /// <summary>Channels of the target.</summary>
    public int Outputs { get; }

    /// <summary>Lines of tiles of an image.</summary>
    public int Down { get; }

    /// <summary>Tiles of a line.</summary>
    public int Across { get; }

    /// <summary>Elements of a source image.</summary>
    public nint SourceImage => (nint)Window.SourceHeight * Window.SourceWidth * Channels;

    /// <summary>Elements of a target image.</summary>
    public nint TargetImage => (nint)Height * Width * Outputs;

    /// <summary>The tiles of a direction.</summary>
    public static WinogradTiles From<TDirection>(ConvolutionGeometry g)
        where TDirection : struct, IDirection
    {
        AxisPhase y = TDirection.Y(g, 0), x = TDirection.X(g, 0);
        return TDirection.IsForward
            ? new(y.Low, x.Low, g.Height, g.Width, g.Channels, g.OutHeight, g.OutWidth, g.OutChannels)
            : new(y.Low, x.Low, g.OutHeight, g.OutWidth, g.OutChannels, g.Height, g.Width, g.Channels);
    }

    /// <summary>Lines of tiles that are transformed and multiplied together.</summary>
    public int Lines(int size) =>
        Math.Max(1, Math.Clamp(BlockBytes / (Winograd.Products * (Channels + Outputs) * size), MinTiles, MaxTiles) / Across);

    /// <summary>The same for weight gradients, which are sums over the tiles.</summary>
    public int LinesOfWeights() => Math.Max(1, Winograd.MaxDepth / Across);
}
