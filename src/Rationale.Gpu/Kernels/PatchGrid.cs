using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// The pixels of a convolution's result, or of its adjoint's, and what they see of its source. Those of an adjoint are divided by the remainders of their row and column by the strides, so that all pixels of a
/// tile are seen by the same elements of the kernel (<see cref="PatchAxis"/>); each remainder has as many pixels as that of zero, and those beyond the image are not written.
/// </summary>
internal readonly struct PatchGrid
{
    /// <summary>A row that is in no image, whatever the window.</summary>
    private const int Nowhere = -(1 << 29);

    /// <summary>Channels of a group of the source.</summary>
    public readonly int Depth;

    /// <summary>Channels of a group of the result.</summary>
    public readonly int Channels;

    /// <summary>Pixels of a remainder, of all images.</summary>
    public readonly int Pixels;

    /// <summary>How many remainders there are.</summary>
    public readonly int Remainders;

    private readonly bool _isAdjoint;
    private readonly int _height;
    private readonly int _width;
    private readonly BlockConvolutionGeometry _g;

    /// <summary>The grid of a convolution over images.</summary>
    public PatchGrid(BlockConvolutionGeometry g, int images, bool isAdjoint)
    {
        (_g, _isAdjoint) = (g, isAdjoint);
        _height = isAdjoint ? (g.Height + g.StrideY - 1) / g.StrideY : g.OutHeight;
        _width = isAdjoint ? (g.Width + g.StrideX - 1) / g.StrideX : g.OutWidth;
        Pixels = images * _height * _width;
        Remainders = isAdjoint ? g.StrideY * g.StrideX : 1;
        Depth = isAdjoint ? g.GroupOutChannels : g.GroupChannels;
        Channels = isAdjoint ? g.GroupChannels : g.GroupOutChannels;
    }

    private int SourceHeight => _isAdjoint ? _g.OutHeight : _g.Height;

    private int SourceWidth => _isAdjoint ? _g.OutWidth : _g.Width;

    private int SourceChannels => _isAdjoint ? _g.OutChannels : _g.Channels;

    /// <summary>What the pixels of a remainder see along the columns of the source.</summary>
    public PatchAxis Vertical(int remainder) => _isAdjoint
        ? PatchAxis.Outputs(remainder / _g.StrideX, _g.KernelHeight, _g.StrideY, _g.PadTop, _g.DilationY)
        : PatchAxis.Windows(_g.KernelHeight, _g.StrideY, _g.PadTop, _g.DilationY);

    /// <summary>What the pixels of a remainder see along the rows of the source.</summary>
    public PatchAxis Horizontal(int remainder) => _isAdjoint
        ? PatchAxis.Outputs(remainder % _g.StrideX, _g.KernelWidth, _g.StrideX, _g.PadLeft, _g.DilationX)
        : PatchAxis.Windows(_g.KernelWidth, _g.StrideX, _g.PadLeft, _g.DilationX);

    /// <summary>Where the patch of a pixel begins in the source.</summary>
    public PatchOrigin Origin(int pixel, int group, PatchAxis vertical, PatchAxis horizontal)
    {
        int column = pixel % _width, row = pixel / _width % _height, image = pixel / _width / _height;
        return new PatchOrigin(
            pixel < Pixels ? (row * vertical.Step) + vertical.First : Nowhere,
            (column * horizontal.Step) + horizontal.First,
            (image * SourceHeight * SourceWidth * SourceChannels) + (group * Depth));
    }

    /// <summary>Four channels of a patch; zeros where it reaches beyond the source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="origin">Where the patch begins.</param>
    /// <param name="down">Rows from there.</param>
    /// <param name="right">Columns from there.</param>
    /// <param name="channel">The first channel.</param>
    /// <param name="whole">Whether four numbers can be read at once.</param>
    public Quad<T> Read<T>(ArrayView<T> source, PatchOrigin origin, int down, int right, int channel, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int y = origin.Row + down, x = origin.Column + right;
        // One condition, because each part of a conjunction would be a branch of its own.
        return ((uint)y < (uint)SourceHeight) & ((uint)x < (uint)SourceWidth) & (channel < Depth)
            ? Quad<T>.Read(source, origin.First + (((y * SourceWidth) + x) * SourceChannels) + channel, Depth - channel, whole)
            : default;
    }

    /// <summary>The weights of a channel of the source for four channels of the result; zeros where there are none.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="tap">The element of the kernel, of all groups.</param>
    /// <param name="channel">The source's channel.</param>
    /// <param name="first">The first of the result's channels.</param>
    /// <param name="whole">Whether four numbers can be read at once.</param>
    public Quad<T> Filter<T>(ArrayView<T> weights, int tap, int channel, int first, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (channel >= Depth || first >= Channels)
        {
            return default;
        }

        if (!_isAdjoint)
        {
            return Quad<T>.Read(weights, (((tap * Depth) + channel) * Channels) + first, Channels - first, whole);
        }

        int at = (((tap * Channels) + first) * Depth) + channel;
        return new Quad<T>
        {
            A = weights[at],
            B = first + 1 < Channels ? weights[at + Depth] : T.Zero,
            C = first + 2 < Channels ? weights[at + (2 * Depth)] : T.Zero,
            D = first + 3 < Channels ? weights[at + (3 * Depth)] : T.Zero,
        };
    }

    /// <summary>Where a channel of a pixel stands in the result; -1 where the pixel is beyond it.</summary>
    public int Place(int pixel, int remainder, int channel)
    {
        if (!_isAdjoint)
        {
            return pixel < Pixels ? (pixel * _g.OutChannels) + channel : -1;
        }

        int column = (pixel % _width * _g.StrideX) + (remainder % _g.StrideX), row = (pixel / _width % _height * _g.StrideY) + (remainder / _g.StrideX);
        return pixel < Pixels && row < _g.Height && column < _g.Width ? (((((pixel / _width / _height * _g.Height) + row) * _g.Width) + column) * _g.Channels) + channel : -1;
    }
}

/// <summary>Where a patch begins in the source: its first row and column, which may lie outside, and the first element of its group in its image.</summary>
internal readonly struct PatchOrigin(int row, int column, int first)
{
    /// <summary>The row.</summary>
    public readonly int Row = row;

    /// <summary>The column.</summary>
    public readonly int Column = column;

    /// <summary>The first element.</summary>
    public readonly int First = first;
}
