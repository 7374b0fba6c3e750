using System.ComponentModel;

namespace Rationale.Gpu.Kernels;

/// <summary>The sizes of a convolution on a device; those of <see cref="Rationale.Kernels.ConvolutionGeometry"/>, whose checks a device cannot make.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BlockConvolutionGeometry(
    int height, int width, int channels, int outHeight, int outWidth, int outChannels, int kernelHeight, int kernelWidth,
    int strideY = 1, int strideX = 1, int padTop = 0, int padLeft = 0, int dilationY = 1, int dilationX = 1, int groups = 1)
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

    /// <summary>Numbers of an output's pixel.</summary>
    public readonly int OutChannels = outChannels;

    /// <summary>Rows of the kernel.</summary>
    public readonly int KernelHeight = kernelHeight;

    /// <summary>Columns of the kernel.</summary>
    public readonly int KernelWidth = kernelWidth;

    /// <summary>Image rows from window to window.</summary>
    public readonly int StrideY = strideY;

    /// <summary>Image columns from window to window.</summary>
    public readonly int StrideX = strideX;

    /// <summary>Rows of zeros above the image.</summary>
    public readonly int PadTop = padTop;

    /// <summary>Columns of zeros to the left of the image.</summary>
    public readonly int PadLeft = padLeft;

    /// <summary>Image rows from kernel row to kernel row.</summary>
    public readonly int DilationY = dilationY;

    /// <summary>Image columns from kernel column to kernel column.</summary>
    public readonly int DilationX = dilationX;

    /// <summary>Independent convolutions of consecutive parts of the channels.</summary>
    public readonly int Groups = groups;

    /// <summary>Channels of one group.</summary>
    public int GroupChannels => Channels / Groups;

    /// <summary>Output channels of one group.</summary>
    public int GroupOutChannels => OutChannels / Groups;

    /// <summary>Elements of the weights.</summary>
    public int Weights => KernelHeight * KernelWidth * GroupChannels * OutChannels;
}
