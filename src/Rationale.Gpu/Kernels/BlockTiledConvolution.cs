using System.ComponentModel;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Convolutions over the whole grid as products of gathered patches, for which <see cref="BlockConvolutionKernels"/> would read image and filters too often. A block computes a tile of 2,048 elements of
/// the result, of 16, 32 or 64 channels each: tap by tap, 16 channels at a time, its 256 threads bring what the tile's pixels see, and the filters, to shared memory, while they multiply what they brought before. Patches are never written
/// to the device's memory. Each thread keeps 8 × 4 elements in registers; the threads are four slices, each of which takes four of the 16 channels, and their sums are added as a tree.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTiledConvolution
{
    /// <summary>Elements of the result that a block computes at a time.</summary>
    public const int Elements = 2048;

    /// <summary>Channels of the source that a block brings at a time.</summary>
    public const int Depth = 16;

    /// <summary>Bytes of shared memory in single precision.</summary>
    public const int SharedBytes = 4 * sizeof(float) * SharedQuads;

    private const int Slices = 4;
    private const int SliceThreads = RegisterTile<float>.Threads / Slices;

    /// <summary>Quads from one pixel's channels to the next one's: one more than there are, so that the pixels of neighboring threads stand in different banks.</summary>
    private const int PixelStride = Slices + 1;

    /// <summary>Two tiles each of 128 pixels and of the filters of 16 channels, which is most.</summary>
    private const int SharedQuads = 2 * ((128 * PixelStride) + (Depth * 5));

    /// <summary><see cref="Forward64"/> for up to 16 channels.</summary>
    public static void Forward16<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> y, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, weights, new TileEpilogueViews<T>(bias, residual, gate), y, images, g, epilogue, below, whole, 16, false);

    /// <summary><see cref="Forward64"/> for up to 32 channels.</summary>
    public static void Forward32<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> y, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, weights, new TileEpilogueViews<T>(bias, residual, gate), y, images, g, epilogue, below, whole, 32, false);

    /// <summary><c>y = conv(x)</c> with an epilogue.</summary>
    /// <param name="lanes">The threads.</param>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="weights">[groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].</param>
    /// <param name="bias">[outChannels]; this and the next two are not read where the epilogue has none.</param>
    /// <param name="residual">What is added, of the result's shape; it may be the result itself.</param>
    /// <param name="gate">What opens, of the result's shape.</param>
    /// <param name="y">[images, outHeight, outWidth, outChannels].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <param name="epilogue">Sum of numbers of <see cref="TileEpilogue"/>.</param>
    /// <param name="below">The slope where a gate is not positive.</param>
    /// <param name="whole">Whether all views but the bias are aligned to 16 bytes, and the channels of a group are multiples of four.</param>
    public static void Forward64<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> y, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, weights, new TileEpilogueViews<T>(bias, residual, gate), y, images, g, epilogue, below, whole, 64, false);

    /// <summary><see cref="InputGradient64"/> for up to 16 channels.</summary>
    public static void InputGradient16<T>(Lanes lanes, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> dx, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, dy, weights, new TileEpilogueViews<T>(bias, residual, gate), dx, images, g, epilogue, below, whole, 16, true);

    /// <summary><see cref="InputGradient64"/> for up to 32 channels.</summary>
    public static void InputGradient32<T>(Lanes lanes, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> dx, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, dy, weights, new TileEpilogueViews<T>(bias, residual, gate), dx, images, g, epilogue, below, whole, 32, true);

    /// <summary>The adjoint of <see cref="Forward64"/> in x, with the same parameters.</summary>
    public static void InputGradient64<T>(Lanes lanes, ArrayView<T> dy, ArrayView<T> weights, ArrayView<T> bias, ArrayView<T> residual, ArrayView<T> gate, ArrayView<T> dx, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, dy, weights, new TileEpilogueViews<T>(bias, residual, gate), dx, images, g, epilogue, below, whole, 64, true);

    private static void Multiply<T>(
        Lanes lanes, ArrayView<T> source, ArrayView<T> weights, TileEpilogueViews<T> views, ArrayView<T> result, int images, BlockConvolutionGeometry g, int epilogue, T below, bool whole, int columns, bool isAdjoint)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<Quad<T>> shared = SharedMemory.Allocate1D<Quad<T>>(SharedQuads).AsAligned(Quad<T>.Alignment);
        int across = columns / 4, down = SliceThreads / across, rows = RegisterTile<T>.Rows * down, filterStride = across + 1, filters = 2 * rows * PixelStride;
        int thread = lanes.Thread, slice = thread / SliceThreads, row = thread % SliceThreads / across, column = thread % across;
        var grid = new PatchGrid(g, images, isAdjoint);
        int pixelTiles = (grid.Pixels + rows - 1) / rows, columnTiles = (grid.Channels + columns - 1) / columns;
        for (int tile = lanes.Block; tile < grid.Remainders * g.Groups * pixelTiles * columnTiles; tile += lanes.Blocks)
        {
            int firstColumn = tile % columnTiles * columns, firstPixel = tile / columnTiles % pixelTiles * rows, group = tile / columnTiles / pixelTiles % g.Groups, remainder = tile / columnTiles / pixelTiles / g.Groups;
            PatchAxis vertical = grid.Vertical(remainder), horizontal = grid.Horizontal(remainder);

            // What this thread brings: a quad of a pixel, or of two where there are 128, and a quad of the filters.
            int quad = thread % Slices, pixel = thread / Slices;
            bool bringsPixel = pixel < rows, bringsSecond = rows * Slices > RegisterTile<T>.Threads, bringsFilter = thread < Depth * across;
            PatchOrigin origin = grid.Origin(firstPixel + pixel, group, vertical, horizontal), secondOrigin = grid.Origin(firstPixel + pixel + (rows / 2), group, vertical, horizontal);
            int filterChannel = isAdjoint ? thread % Depth : thread / across, filterColumn = isAdjoint ? thread / Depth : thread % across;

            var sum = default(RegisterTile<T>);
            Quad<T> patch = default, secondPatch = default, filter = default;
            int y = 0, x = 0, channel = 0, buffer = 0;
            bool hasNext = vertical.Taps > 0 && horizontal.Taps > 0, hasCurrent = false;
            while (hasNext || hasCurrent)
            {
                if (hasNext)
                {
                    if (bringsPixel)
                    {
                        patch = grid.Read(source, origin, y * vertical.Delta, x * horizontal.Delta, channel + (4 * quad), whole);
                    }

                    if (bringsSecond)
                    {
                        secondPatch = grid.Read(source, secondOrigin, y * vertical.Delta, x * horizontal.Delta, channel + (4 * quad), whole);
                    }

                    if (bringsFilter)
                    {
                        int tap = (((group * g.KernelHeight) + vertical.Kernel + (y * vertical.KernelStep)) * g.KernelWidth) + horizontal.Kernel + (x * horizontal.KernelStep);
                        filter = grid.Filter(weights, tap, channel + filterChannel, firstColumn + (4 * filterColumn), whole);
                    }
                }

                if (hasCurrent)
                {
                    sum = MultiplyTiles(
                        sum,
                        shared.SubView((((buffer * rows) + row) * PixelStride) + slice, (7 * down * PixelStride) + 1),
                        down * PixelStride,
                        shared.SubView(filters + (((buffer * Depth) + (4 * slice)) * filterStride) + column, (3 * filterStride) + 1),
                        filterStride);
                    buffer = 1 - buffer;
                }

                hasCurrent = hasNext;
                if (hasNext)
                {
                    if (bringsPixel)
                    {
                        shared[(((buffer * rows) + pixel) * PixelStride) + quad] = patch;
                    }

                    if (bringsSecond)
                    {
                        shared[(((buffer * rows) + pixel + (rows / 2)) * PixelStride) + quad] = secondPatch;
                    }

                    if (bringsFilter)
                    {
                        shared[filters + (((buffer * Depth) + filterChannel) * filterStride) + filterColumn] = filter;
                    }

                    channel += Depth;
                    if (channel >= grid.Depth)
                    {
                        channel = 0;
                        x++;
                        if (x == horizontal.Taps)
                        {
                            x = 0;
                            y++;
                        }

                        hasNext = y < vertical.Taps;
                    }
                }

                Group.Barrier();
            }

            sum = RegisterTile<T>.AddSlices(shared, sum, thread, Slices);
            int firstChannel = firstColumn + (4 * column), count = grid.Channels - firstChannel;
            if (slice == 0 && count > 0)
            {
                firstChannel += group * grid.Channels;
                firstPixel += row;
                Write(result, views, grid.Place(firstPixel, remainder, firstChannel), firstChannel, count, sum.Row0, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + down, remainder, firstChannel), firstChannel, count, sum.Row1, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (2 * down), remainder, firstChannel), firstChannel, count, sum.Row2, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (3 * down), remainder, firstChannel), firstChannel, count, sum.Row3, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (4 * down), remainder, firstChannel), firstChannel, count, sum.Row4, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (5 * down), remainder, firstChannel), firstChannel, count, sum.Row5, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (6 * down), remainder, firstChannel), firstChannel, count, sum.Row6, epilogue, below, whole);
                Write(result, views, grid.Place(firstPixel + (7 * down), remainder, firstChannel), firstChannel, count, sum.Row7, epilogue, below, whole);
            }
        }
    }

    /// <summary>The part of a thread of the products of four channels.</summary>
    private static RegisterTile<T> MultiplyTiles<T>(RegisterTile<T> sum, ArrayView<Quad<T>> pixels, int pixelStride, ArrayView<Quad<T>> filters, int filterStride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Quad<T> b0 = filters[0], b1 = filters[filterStride], b2 = filters[2 * filterStride], b3 = filters[3 * filterStride];
        return new RegisterTile<T>
        {
            Row0 = Quad<T>.AddProduct(sum.Row0, pixels[0], b0, b1, b2, b3),
            Row1 = Quad<T>.AddProduct(sum.Row1, pixels[pixelStride], b0, b1, b2, b3),
            Row2 = Quad<T>.AddProduct(sum.Row2, pixels[2 * pixelStride], b0, b1, b2, b3),
            Row3 = Quad<T>.AddProduct(sum.Row3, pixels[3 * pixelStride], b0, b1, b2, b3),
            Row4 = Quad<T>.AddProduct(sum.Row4, pixels[4 * pixelStride], b0, b1, b2, b3),
            Row5 = Quad<T>.AddProduct(sum.Row5, pixels[5 * pixelStride], b0, b1, b2, b3),
            Row6 = Quad<T>.AddProduct(sum.Row6, pixels[6 * pixelStride], b0, b1, b2, b3),
            Row7 = Quad<T>.AddProduct(sum.Row7, pixels[7 * pixelStride], b0, b1, b2, b3),
        };
    }

    private static void Write<T>(ArrayView<T> result, TileEpilogueViews<T> views, int at, int channel, int count, Quad<T> value, int epilogue, T below, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (at >= 0)
        {
            Quad<T>.Write(result, at, count, whole, TileEpilogue.Apply(value, views, at, channel, count, whole, epilogue, below));
        }
    }
}
