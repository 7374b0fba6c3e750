namespace Rationale.Graph.Operators;

/// <summary>All sizes of a convolution, as kernels need them.</summary>
/// <param name="Height">Rows of the image.</param>
/// <param name="Width">Columns of the image.</param>
/// <param name="Channels">Channels of the image.</param>
/// <param name="OutHeight">Rows of the result.</param>
/// <param name="OutWidth">Columns of the result.</param>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Window">How the filters move.</param>
/// <param name="Groups">Groups of channels that do not meet.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ConvolutionSizes(int Height, int Width, int Channels, int OutHeight, int OutWidth, int Filters, Window Window, int Groups)
{
    /// <summary>Elements of the window.</summary>
    public int Taps => Window.Height * Window.Width;

    /// <summary>Whether each channel has a filter of its own.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Channels && Groups == Filters;

    /// <summary>Elements of a patch of one group: the inner extent of its product.</summary>
    public int PatchLength => Taps * (Channels / Groups);

    /// <summary>Elements of all filters, [groups × patch × filters of a group].</summary>
    public int WeightLength => PatchLength * Filters;

    /// <summary>Multiplications and additions of an example, of the convolution and of each adjoint; products with padding are counted, as everywhere.</summary>
    public long Operations => 2L * OutHeight * OutWidth * Filters * PatchLength;

    /// <summary>The sizes of a convolution over images of a shape.</summary>
    /// <exception cref="ShapeException">The images do not fit; the message gives the sizes.</exception>
    public static ConvolutionSizes From(ConvolutionOp convolution, Shape image)
    {
        if (!image.Batched || image.Rank != 3)
        {
            throw new ShapeException($"a convolution takes images [batch×height×width×channels] but gets {image}");
        }

        var (height, width, channels) = (image.Dimensions[0], image.Dimensions[1], image.Dimensions[2]);
        if (convolution.Groups < 1 || channels % convolution.Groups != 0 || convolution.Filters % convolution.Groups != 0)
        {
            throw new ShapeException($"{channels} channels and {convolution.Filters} filters do not divide into {convolution.Groups} groups; give a number of groups that divides both");
        }

        if (convolution.Window is AdaptiveWindow)
        {
            throw new ShapeException("a convolution has filters of one size, so its window cannot adapt to the image; only poolings can");
        }

        var (outHeight, outWidth) = convolution.Window.Over(height, width);
        return new ConvolutionSizes(height, width, channels, outHeight, outWidth, convolution.Filters, convolution.Window, convolution.Groups);
    }
}
