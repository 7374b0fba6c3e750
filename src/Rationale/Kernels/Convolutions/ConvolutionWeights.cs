using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// The weight gradient: a product with one row for each weight of an output channel, and the windows as its inner dimension; a window row of the image is
/// one segment.
/// </summary>
internal static unsafe class ConvolutionWeights
{
    // Windows whose gradients are packed at a time: enough that adding to the result is cheap beside the product, few enough that all of it stays in cache.
    private const int BlockRows = 256;

    /// <summary>Adds the gradient of all images to <paramref name="dw"/>.</summary>
    public static void Add<T>(T* x, T* dy, T* dw, int rows, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 0)
        {
            return;
        }

        var window = SourceWindow.From<ForwardPhases>(g);
        int windows = g.OutHeight * g.OutWidth, k = g.Taps * g.GroupChannels, n = g.GroupOutChannels;
        int block = Math.Min(rows, (BlockRows + windows - 1) / windows);
        nint copied = window.IsInside ? 0 : ConvolutionPasses.Whole((nint)block * window.ImageStride * sizeof(T));
        nint deltas = ConvolutionPasses.Whole((g.IsDepthwise ? (nint)g.Taps * g.Channels : (nint)Panels.Length(block * windows, n)) * sizeof(T));
        nint segmentTable = ConvolutionPasses.Whole((nint)block * g.OutHeight * sizeof(nint));
        byte* scratch = Scratch.Take<byte>(copied + deltas + segmentTable + (2 * (nint)k * sizeof(int)));
        var copy = (T*)scratch;
        var packed = (T*)(scratch + copied);
        nint* segments = (nint*)(scratch + copied + deltas);
        int* taps = (int*)(scratch + copied + deltas + segmentTable);
        Taps(taps, taps + k, g, window);
        for (int i = 0; i < block * g.OutHeight; i++)
        {
            segments[i] = (i / g.OutHeight * (nint)window.ImageStride) + (i % g.OutHeight * (nint)g.StrideY * window.RowStride);
        }

        if (g.IsDepthwise)
        {
            new Span<T>(packed, g.Taps * g.Channels).Clear();
        }

        for (int row = 0; row < rows; row += block)
        {
            int images = Math.Min(block, rows - row);
            T* from = x + (row * (nint)g.Input);
            T* delta = dy + (row * (nint)g.Output);
            if (window.IsInside)
            {
                from += (window.Top * window.RowStride) + (window.Left * window.Channels);
            }
            else
            {
                window.Copy(from, copy, images);
                from = copy;
            }

            if (g.IsDepthwise)
            {
                for (int i = 0; i < images * g.OutHeight; i++)
                {
                    Depthwise.AddWeights(from + segments[i], taps, g.Taps, g.StrideX * g.Channels, delta + ((nint)i * g.OutWidth * g.Channels), g.OutWidth, packed, g.Channels);
                }

                continue;
            }

            Strip<T> strip = new()
            {
                LeftRows = taps,
                ProductRows = taps + k,
                Segments = segments,
                SegmentCount = images * g.OutHeight,
                Depth = g.OutWidth,
                StepStride = g.StrideX * g.Channels,
                Accumulate = true,
            };
            for (int group = 0; group < g.Groups; group++)
            {
                Panels.Pack(delta + (group * n), g.OutChannels, packed, images * windows, n);
                ScatteredBlocks.Multiply<T, StoreProduct>(strip, from + (group * g.GroupChannels), packed, dw + (group * (nint)k * n), k, n, null);
            }
        }

        if (g.IsDepthwise)
        {
            AddTransposed(packed, dw, g.Taps, g.Channels);
        }
    }

    // Where each row of a group's weights is read relative to a window, and where it lies in the gradient.
    private static void Taps(int* left, int* product, ConvolutionGeometry g, SourceWindow window)
    {
        for (int y = 0, row = 0; y < g.KernelHeight; y++)
        {
            for (int x = 0; x < g.KernelWidth; x++)
            {
                for (int channel = 0; channel < g.GroupChannels; channel++, row++)
                {
                    left[row] = (y * g.DilationY * window.RowStride) + (x * g.DilationX * window.Channels) + channel;
                    product[row] = row * g.GroupOutChannels;
                }
            }
        }
    }

    private static void AddTransposed<T>(T* sums, T* dw, int taps, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int channel = 0; channel < channels; channel++)
        {
            for (int tap = 0; tap < taps; tap++)
            {
                *dw++ += sums[(tap * channels) + channel];
            }
        }
    }
}
