using Rationale.Graph.Scheduling;

namespace Rationale.Kernels;

/// <summary>
/// A convolution of stride one and the max pooling behind it, whose windows do not overlap. A pooling window looks at one region of the padded image, line after line; a filter at one of the window's
/// places is that region's product with the filter among zeros, so that the place decides only where in the packed filters the reading begins.
/// </summary>
internal readonly struct PooledGeometry
{
    public PooledGeometry(ConvolutionGeometry g, PoolGeometry pool)
    {
        (Convolution, Pool, Window) = (g, pool, SourceWindow.From<ForwardPhases>(g));
        Line = PooledRule.Line(g.KernelWidth, pool.KernelWidth, g.Channels);
        Lines = g.KernelHeight + pool.KernelHeight - 1;
    }

    /// <summary>The convolution.</summary>
    public ConvolutionGeometry Convolution { get; }

    /// <summary>The pooling of its result.</summary>
    public PoolGeometry Pool { get; }

    /// <summary>The padded image.</summary>
    public SourceWindow Window { get; }

    /// <summary>Elements of a line of a region, and of a filter's line with the zeros beside it.</summary>
    public int Line { get; }

    /// <summary>Lines of a region, and of a filter with the zeros above it.</summary>
    public int Lines { get; }

    /// <summary>Elements of a region, and from filter to filter.</summary>
    public int Region => Lines * Line;

    /// <summary>Filters.</summary>
    public int Filters => Convolution.OutChannels;

    /// <summary>Places of a pooling window.</summary>
    public int Places => Pool.KernelHeight * Pool.KernelWidth;

    /// <summary>Elements from row to row of the padded image.</summary>
    public int RowStride => Window.Width * Window.Channels;

    /// <summary>Elements of a padded image, and behind it what a region may reach over its end with vectors of <paramref name="count"/> elements.</summary>
    public nint ImageLength(int count) => ((nint)Window.Height * RowStride) + Line + (2 * count);

    /// <summary>Elements of packed filters.</summary>
    public static int PackedLength(ConvolutionGeometry g, PoolGeometry pool) =>
        PooledRule.PackedLength(g.KernelHeight, g.KernelWidth, pool.KernelHeight, pool.KernelWidth, g.Channels, g.OutChannels);

    /// <summary>Where the reading of a packed filter begins for each place of a pooling window.</summary>
    public unsafe void FilterStarts<T>(T* starts)
        where T : unmanaged
    {
        for (int place = 0; place < Places; place++)
        {
            int y = place / Pool.KernelWidth, x = place % Pool.KernelWidth;
            starts[place] = PooledMark.From<T>(((Pool.KernelHeight - 1 - y) * Line) + ((Pool.KernelWidth - 1 - x) * Window.Channels));
        }
    }

    /// <summary>Where the patch of each place of a pooling window begins in the padded image, from the patch of the first.</summary>
    public unsafe void PatchStarts<T>(T* starts)
        where T : unmanaged
    {
        for (int place = 0; place < Places; place++)
        {
            starts[place] = PooledMark.From<T>((place / Pool.KernelWidth * RowStride) + (place % Pool.KernelWidth * Window.Channels));
        }
    }

    /// <summary>Packs filters; <paramref name="packed"/> has <see cref="PackedLength"/> elements.</summary>
    public unsafe void Pack<T>(T* weights, T* packed)
        where T : unmanaged
    {
        ConvolutionGeometry g = Convolution;
        int run = g.KernelWidth * g.Channels;
        new Span<T>(packed, PackedLength(g, Pool)).Clear();
        packed += ((Pool.KernelHeight - 1) * Line) + ((Pool.KernelWidth - 1) * g.Channels);
        for (int y = 0; y < g.KernelHeight; y++, packed += Line, weights += (nint)run * Filters)
        {
            Transposition.Run(weights, Filters, packed, Region, run, Filters);
        }
    }
}
