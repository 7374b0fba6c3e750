using System.ComponentModel;

namespace Rationale.Kernels;

/// <summary>
/// The sizes of a pooling of pictures [rows, height, width, channels] to [rows, outHeight, outWidth, channels]. Window (oy, ox) begins at pixel
/// <c>(oy · strideY - padTop, ox · strideX - padLeft)</c>; only its pixels inside the picture count.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct PoolGeometry
{
    /// <summary>Creates a geometry.</summary>
    /// <exception cref="ArgumentException">A size is not positive, a padding is negative, or a window lies wholly outside the picture.</exception>
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

    /// <summary>Rows of a picture.</summary>
    public int Height { get; }

    /// <summary>Pixels of a picture's row.</summary>
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

    /// <summary>Picture rows from window to window.</summary>
    public int StrideY { get; }

    /// <summary>Picture columns from window to window.</summary>
    public int StrideX { get; }

    /// <summary>Rows of the first windows that lie above the picture.</summary>
    public int PadTop { get; }

    /// <summary>Columns of the first windows that lie to the left of the picture.</summary>
    public int PadLeft { get; }

    /// <summary>Elements of a picture.</summary>
    internal long Input => (long)Height * Width * Channels;

    /// <summary>Elements of an output.</summary>
    internal long Output => (long)OutHeight * OutWidth * Channels;

    /// <summary>Whether the one window is the whole picture.</summary>
    internal bool IsGlobal => OutHeight == 1 && OutWidth == 1 && PadTop == 0 && PadLeft == 0 && KernelHeight >= Height && KernelWidth >= Width;

    /// <summary>Whether no pixel belongs to two windows.</summary>
    internal bool IsDisjoint => (KernelHeight <= StrideY || OutHeight == 1) && (KernelWidth <= StrideX || OutWidth == 1);

    /// <summary>Whether every pixel belongs to exactly one window.</summary>
    internal bool IsPartition =>
        KernelHeight == StrideY && KernelWidth == StrideX && PadTop == 0 && PadLeft == 0 && OutHeight * StrideY >= Height && OutWidth * StrideX >= Width;

    private static void Touch(int size, int windows, int kernel, int stride, int pad, string name)
    {
        if (pad >= kernel || ((windows - 1L) * stride) - pad >= size)
            throw new ArgumentException(
                $"With {windows} windows of {kernel}, stride {stride} and padding {pad} over {size}, '{name}' makes a window that holds no pixel.", name);
    }
}
