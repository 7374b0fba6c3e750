using System.ComponentModel;

namespace Rationale.Kernels;

/// <summary>
/// The sizes of a pooling of images [rows, height, width, channels] to [rows, outHeight, outWidth, channels]. Window (oy, ox) begins at pixel
/// <c>(oy · strideY - padTop, ox · strideX - padLeft)</c>; only its pixels inside the image count.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PoolGeometry
{
    /// <summary>Creates a geometry.</summary>
    /// <exception cref="ArgumentException">A size is not positive, a padding is negative, or a window lies wholly outside the image.</exception>
    public PoolGeometry(
        int height,
        int width,
        int channels,
        int outHeight,
        int outWidth,
        int kernelHeight,
        int kernelWidth,
        int strideY,
        int strideX,
        int padTop = 0,
        int padLeft = 0)
    {
        Height = Require.Positive(height, nameof(height));
        Width = Require.Positive(width, nameof(width));
        Channels = Require.Positive(channels, nameof(channels));
        OutHeight = Require.Positive(outHeight, nameof(outHeight));
        OutWidth = Require.Positive(outWidth, nameof(outWidth));
        KernelHeight = Require.Positive(kernelHeight, nameof(kernelHeight));
        KernelWidth = Require.Positive(kernelWidth, nameof(kernelWidth));
        StrideY = Require.Positive(strideY, nameof(strideY));
        StrideX = Require.Positive(strideX, nameof(strideX));
        PadTop = Require.NotNegative(padTop, nameof(padTop));
        PadLeft = Require.NotNegative(padLeft, nameof(padLeft));
        Touch(height, outHeight, kernelHeight, strideY, padTop, nameof(outHeight));
        Touch(width, outWidth, kernelWidth, strideX, padLeft, nameof(outWidth));
    }

    private PoolGeometry(int height, int width, int channels, int outHeight, int outWidth)
    {
        Height = Require.Positive(height, nameof(height));
        Width = Require.Positive(width, nameof(width));
        Channels = Require.Positive(channels, nameof(channels));
        OutHeight = Require.Positive(outHeight, nameof(outHeight));
        OutWidth = Require.Positive(outWidth, nameof(outWidth));
        IsAdaptive = true;
    }

    /// <summary>Rows of an image.</summary>
    public int Height { get; }

    /// <summary>Pixels of an image's row.</summary>
    public int Width { get; }

    /// <summary>Numbers of a pixel.</summary>
    public int Channels { get; }

    /// <summary>Rows of an output.</summary>
    public int OutHeight { get; }

    /// <summary>Pixels of an output's row.</summary>
    public int OutWidth { get; }

    /// <summary>Rows of a window.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of a window.</summary>
    public int KernelWidth { get; }

    /// <summary>Image rows from window to window.</summary>
    public int StrideY { get; }

    /// <summary>Image columns from window to window.</summary>
    public int StrideX { get; }

    /// <summary>Rows of the first windows that lie above the image.</summary>
    public int PadTop { get; }

    /// <summary>Columns of the first windows that lie to the left of the image.</summary>
    public int PadLeft { get; }

    /// <summary>Whether window i of n goes from <c>⌊i · size / n⌋</c> to <c>⌈(i + 1) · size / n⌉</c>; kernel, stride and padding are then zero.</summary>
    public bool IsAdaptive { get; }

    /// <summary>Elements of an image.</summary>
    internal long Input => (long)Height * Width * Channels;

    /// <summary>Elements of an output.</summary>
    internal long Output => (long)OutHeight * OutWidth * Channels;

    /// <summary>Whether the one window is the whole image.</summary>
    internal bool IsGlobal => OutHeight == 1 && OutWidth == 1 && !IsAdaptive && PadTop == 0 && PadLeft == 0 && KernelHeight >= Height && KernelWidth >= Width;

    /// <summary>Whether no pixel belongs to two windows.</summary>
    internal bool IsDisjoint => !IsAdaptive && (KernelHeight <= StrideY || OutHeight == 1) && (KernelWidth <= StrideX || OutWidth == 1);

    /// <summary>Whether every pixel belongs to exactly one window.</summary>
    internal bool IsPartition =>
        !IsAdaptive && KernelHeight == StrideY && KernelWidth == StrideX && PadTop == 0 && PadLeft == 0 && OutHeight * StrideY >= Height && OutWidth * StrideX >= Width;

    /// <summary>
    /// Windows that divide an image into as many parts as asked for, of nearly the same size and overlapping by a pixel where the numbers do not divide
    /// (PyTorch's adaptive pooling).
    /// </summary>
    /// <exception cref="ArgumentException">A size is not positive.</exception>
    public static PoolGeometry Adaptive(int height, int width, int channels, int outHeight, int outWidth)
    {
        var g = new PoolGeometry(height, width, channels, outHeight, outWidth);
        return height % outHeight == 0 && width % outWidth == 0
            ? new(height, width, channels, outHeight, outWidth, height / outHeight, width / outWidth, height / outHeight, width / outWidth)
            : g;
    }

    /// <summary>The image rows of a window, from the first to before the last.</summary>
    internal (int First, int End) Rows(int window) => IsAdaptive
        ? Part(window, Height, OutHeight)
        : (Math.Max((window * StrideY) - PadTop, 0), Math.Min((window * StrideY) - PadTop + KernelHeight, Height));

    /// <summary>The image columns of a window, from the first to before the last.</summary>
    internal (int First, int End) Columns(int window) => IsAdaptive
        ? Part(window, Width, OutWidth)
        : (Math.Max((window * StrideX) - PadLeft, 0), Math.Min((window * StrideX) - PadLeft + KernelWidth, Width));

    private static (int First, int End) Part(int window, int size, int windows) =>
        ((int)((long)window * size / windows), (int)((((window + 1L) * size) + windows - 1) / windows));

    private static void Touch(int size, int windows, int kernel, int stride, int pad, string name)
    {
        if (pad >= kernel || ((windows - 1L) * stride) - pad >= size)
        {
            throw new ArgumentException(
                $"With {windows} windows of {kernel}, stride {stride} and padding {pad} over {size}, '{name}' makes a window that holds no pixel.", name);
        }
    }
}
