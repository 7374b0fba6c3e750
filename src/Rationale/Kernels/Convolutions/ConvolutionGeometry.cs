using System.ComponentModel;
using Rationale.Graph.Scheduling;

namespace Rationale.Kernels;

/// <summary>
/// The sizes of a two-dimensional convolution of images [rows, height, width, channels] with weights [kernelHeight, kernelWidth, channels, outChannels];
/// with groups the weights are [groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].
/// </summary>
/// <remarks>
/// Window (oy, ox) reads the pixels <c>(oy · strideY - padTop + ky · dilationY, ox · strideX - padLeft + kx · dilationX)</c>; those outside the image are
/// zero. Padding below and to the right is what the output's size implies.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ConvolutionGeometry
{
    /// <summary>Creates a geometry.</summary>
    /// <exception cref="ArgumentException">A size is not positive, a padding is negative, or the groups do not divide both channel counts.</exception>
    public ConvolutionGeometry(
        int height,
        int width,
        int channels,
        int outHeight,
        int outWidth,
        int outChannels,
        int kernelHeight,
        int kernelWidth,
        int strideY = 1,
        int strideX = 1,
        int padTop = 0,
        int padLeft = 0,
        int dilationY = 1,
        int dilationX = 1,
        int groups = 1)
    {
        Height = Require.Positive(height, nameof(height));
        Width = Require.Positive(width, nameof(width));
        Channels = Require.Positive(channels, nameof(channels));
        OutHeight = Require.Positive(outHeight, nameof(outHeight));
        OutWidth = Require.Positive(outWidth, nameof(outWidth));
        OutChannels = Require.Positive(outChannels, nameof(outChannels));
        KernelHeight = Require.Positive(kernelHeight, nameof(kernelHeight));
        KernelWidth = Require.Positive(kernelWidth, nameof(kernelWidth));
        StrideY = Require.Positive(strideY, nameof(strideY));
        StrideX = Require.Positive(strideX, nameof(strideX));
        PadTop = Require.NotNegative(padTop, nameof(padTop));
        PadLeft = Require.NotNegative(padLeft, nameof(padLeft));
        DilationY = Require.Positive(dilationY, nameof(dilationY));
        DilationX = Require.Positive(dilationX, nameof(dilationX));
        Groups = Require.Positive(groups, nameof(groups));
        if (channels % groups != 0 || outChannels % groups != 0)
        {
            throw new ArgumentException($"{groups} groups must divide the {channels} channels and the {outChannels} output channels.", nameof(groups));
        }
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

    /// <summary>Numbers of an output's pixel.</summary>
    public int OutChannels { get; }

    /// <summary>Rows of the kernel.</summary>
    public int KernelHeight { get; }

    /// <summary>Columns of the kernel.</summary>
    public int KernelWidth { get; }

    /// <summary>Image rows from window to window.</summary>
    public int StrideY { get; }

    /// <summary>Image columns from window to window.</summary>
    public int StrideX { get; }

    /// <summary>Rows of zeros above the image.</summary>
    public int PadTop { get; }

    /// <summary>Columns of zeros to the left of the image.</summary>
    public int PadLeft { get; }

    /// <summary>Image rows from kernel row to kernel row.</summary>
    public int DilationY { get; }

    /// <summary>Image columns from kernel column to kernel column.</summary>
    public int DilationX { get; }

    /// <summary>Independent convolutions of consecutive parts of the channels.</summary>
    public int Groups { get; }

    /// <summary>Elements of an image.</summary>
    internal long Input => (long)Height * Width * Channels;

    /// <summary>Elements of an output.</summary>
    internal long Output => (long)OutHeight * OutWidth * OutChannels;

    /// <summary>Kernel positions.</summary>
    internal int Taps => KernelHeight * KernelWidth;

    /// <summary>Channels of one group.</summary>
    internal int GroupChannels => Channels / Groups;

    /// <summary>Output channels of one group.</summary>
    internal int GroupOutChannels => OutChannels / Groups;

    /// <summary>Elements of the weights.</summary>
    internal long Weights => (long)Taps * GroupChannels * OutChannels;

    /// <summary>Whether every channel is a group with one output.</summary>
    internal bool IsDepthwise => Groups > 1 && Channels == Groups && OutChannels == Groups;

    /// <summary>Whether the convolution runs as Winograd's F(2×2, 3×3).</summary>
    internal bool IsWinograd => Groups == 1 && StrideY == 1 && StrideX == 1 && DilationY == 1 && DilationX == 1
        && WinogradRule.Includes(KernelHeight, KernelWidth, Channels, OutChannels, Math.Min(Height, OutHeight), Math.Min(Width, OutWidth));

    /// <summary>Output rows or columns: the windows that fit into the padded image.</summary>
    /// <param name="size">Rows or columns of the image.</param>
    /// <param name="kernel">Rows or columns of the kernel.</param>
    /// <param name="stride">Image rows or columns from window to window.</param>
    /// <param name="pad">Zeros before the image and behind it, together.</param>
    /// <param name="dilation">Image rows or columns from tap to tap.</param>
    public static int OutSize(int size, int kernel, int stride, int pad, int dilation = 1) =>
        ((size + pad - ((kernel - 1) * dilation) - 1) / stride) + 1;
}
