using System.ComponentModel;

namespace Rationale.Gpu.Kernels;

/// <summary>The sizes of a pooling on a device; those of <see cref="Rationale.Kernels.PoolGeometry"/>, whose checks a device cannot make.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BlockPoolGeometry(
    int height, int width, int channels, int outHeight, int outWidth, int kernelHeight, int kernelWidth, int strideY, int strideX, int padTop = 0, int padLeft = 0)
{
    /// <summary>Rows of an image.</summary>
    public readonly int Height = height;

    /// <summary>Pixels of an image's row.</summary>
    public readonly int Width = width;

    /// <summary>Numbers of a pixel.</summary>
    public readonly int Channels = channels;

    /// <summary>Rows of an output.</summary>
    public readonly int OutHeight = outHeight;

    /// <summary>Pixels of an output's row.</summary>
    public readonly int OutWidth = outWidth;

    /// <summary>Rows of a window; 0 where the windows divide the image.</summary>
    public readonly int KernelHeight = kernelHeight;

    /// <summary>Columns of a window.</summary>
    public readonly int KernelWidth = kernelWidth;

    /// <summary>Image rows from window to window.</summary>
    public readonly int StrideY = strideY;

    /// <summary>Image columns from window to window.</summary>
    public readonly int StrideX = strideX;

    /// <summary>Rows of the first windows that lie above the image.</summary>
    public readonly int PadTop = padTop;

    /// <summary>Columns of the first windows that lie to the left of the image.</summary>
    public readonly int PadLeft = padLeft;

    /// <summary>Windows that divide an image: window i of n goes from <c>⌊i · size / n⌋</c> to <c>⌈(i + 1) · size / n⌉</c>.</summary>
    public static BlockPoolGeometry Adaptive(int height, int width, int channels, int outHeight, int outWidth) => new(height, width, channels, outHeight, outWidth, 0, 0, 0, 0);

    /// <summary>The first image row of a window.</summary>
    public int Top(int window) => First(window, Height, OutHeight, KernelHeight, StrideY, PadTop);

    /// <summary>The image row behind the last of a window.</summary>
    public int Bottom(int window) => End(window, Height, OutHeight, KernelHeight, StrideY, PadTop);

    /// <summary>The first image column of a window.</summary>
    public int Left(int window) => First(window, Width, OutWidth, KernelWidth, StrideX, PadLeft);

    /// <summary>The image column behind the last of a window.</summary>
    public int Right(int window) => End(window, Width, OutWidth, KernelWidth, StrideX, PadLeft);

    /// <summary>The first window that may hold a row.</summary>
    public int FirstRow(int row) => FirstWindow(row, Height, OutHeight, KernelHeight, StrideY, PadTop);

    /// <summary>The first window that may hold a column.</summary>
    public int FirstColumn(int column) => FirstWindow(column, Width, OutWidth, KernelWidth, StrideX, PadLeft);

    private static int First(int window, int size, int windows, int kernel, int stride, int pad)
    {
        if (kernel == 0)
        {
            return window * size / windows;
        }

        int first = (window * stride) - pad;
        return first < 0 ? 0 : first;
    }

    private static int End(int window, int size, int windows, int kernel, int stride, int pad)
    {
        if (kernel == 0)
        {
            return (((window + 1) * size) + windows - 1) / windows;
        }

        int end = (window * stride) - pad + kernel;
        return end > size ? size : end;
    }

    private static int FirstWindow(int place, int size, int windows, int kernel, int stride, int pad)
    {
        // The last place of window w is (w · stride) - pad + kernel - 1, or the place before ⌈(w + 1) · size / windows⌉.
        int first = kernel == 0 ? (place * windows / size) - 1 : (place + pad - kernel + stride) / stride;
        return first < 0 ? 0 : first;
    }
}
