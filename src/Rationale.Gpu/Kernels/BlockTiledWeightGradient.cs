using System.ComponentModel;
using System.Numerics;
using ILGPU;
using ILGPU.Runtime;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// The gradient of a convolution's weights over the whole grid, as a product of gathered patches with the gradient of its result. A block computes 64 rows, which are channels of elements of the kernel, of 16, 32 or 64
/// filters, for a part of the windows of all images; the parts are added by <see cref="BlockTrainingKernels.AddParts"/>, in their order. As in <see cref="BlockTiledConvolution"/>, patches stand in shared memory only, and a thread keeps 8 × 4
/// elements in registers; slices of the threads take four windows each.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTiledWeightGradient
{
    /// <summary>Rows of a block's part of the result.</summary>
    public const int Rows = 64;

    /// <summary>Windows that a block brings at a time, times the columns of its part of the result.</summary>
    public const int WindowColumns = 512;

    /// <summary>Bytes of shared memory in single precision.</summary>
    public const int SharedBytes = (4 * sizeof(float) * SharedQuads) + (3 * sizeof(int) * Rows);

    private const int RowQuads = Rows / 4;

    /// <summary>Two tiles each of patches and of gradients for 32 windows, which is most.</summary>
    private const int SharedQuads = 2 * ((WindowColumns / 16 * RowQuads) + (WindowColumns / 4));

    /// <summary><see cref="Parts64"/> for up to 16 filters.</summary>
    public static void Parts16<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> dy, ArrayView<T> dw, int images, BlockConvolutionGeometry g, int parts, bool accumulate, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, dy, dw, images, g, parts, accumulate, whole, 16);

    /// <summary><see cref="Parts64"/> for up to 32 filters.</summary>
    public static void Parts32<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> dy, ArrayView<T> dw, int images, BlockConvolutionGeometry g, int parts, bool accumulate, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, dy, dw, images, g, parts, accumulate, whole, 32);

    /// <summary>The adjoint of a convolution in its weights, for each part of the windows.</summary>
    /// <param name="lanes">The threads.</param>
    /// <param name="x">[images, height, width, channels].</param>
    /// <param name="dy">[images, outHeight, outWidth, outChannels].</param>
    /// <param name="dw">[parts, groups, kernelHeight, kernelWidth, channels / groups, outChannels / groups].</param>
    /// <param name="images">How many images.</param>
    /// <param name="g">The sizes.</param>
    /// <param name="parts">How many parts.</param>
    /// <param name="accumulate">Whether the result is added to what is there.</param>
    /// <param name="whole">Whether all views are aligned to 16 bytes, and the channels of a group are multiples of four.</param>
    public static void Parts64<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> dy, ArrayView<T> dw, int images, BlockConvolutionGeometry g, int parts, bool accumulate, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, x, dy, dw, images, g, parts, accumulate, whole, 64);

    private static void Multiply<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> dy, ArrayView<T> dw, int images, BlockConvolutionGeometry g, int parts, bool accumulate, bool whole, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<Quad<T>> shared = SharedMemory.Allocate1D<Quad<T>>(SharedQuads).AsAligned(Quad<T>.Alignment);
        ArrayView<int> kernelRows = SharedMemory.Allocate1D<int>(Rows), kernelColumns = SharedMemory.Allocate1D<int>(Rows), offsets = SharedMemory.Allocate1D<int>(Rows);
        int across = columns / 4, depth = WindowColumns / columns, slices = depth / 4, sliceThreads = RegisterTile<T>.Threads / slices;
        int thread = lanes.Thread, slice = thread / sliceThreads, row = thread % sliceThreads / across, column = thread % across, gradients = 2 * depth * RowQuads;
        int outs = g.GroupOutChannels, ins = g.GroupChannels, height = g.KernelHeight * g.KernelWidth * ins, windows = images * g.OutHeight * g.OutWidth;
        int rowTiles = (height + Rows - 1) / Rows, columnTiles = (outs + columns - 1) / columns, perPart = (windows + (parts * depth) - 1) / (parts * depth) * depth;
        var step = WindowPlace.Step(g, depth);
        for (int tile = lanes.Block; tile < parts * g.Groups * rowTiles * columnTiles; tile += lanes.Blocks)
        {
            int firstColumn = tile % columnTiles * columns, firstRow = tile / columnTiles % rowTiles * Rows, group = tile / columnTiles / rowTiles % g.Groups, part = tile / columnTiles / rowTiles / g.Groups;
            int end = windows < (part + 1) * perPart ? windows : (part + 1) * perPart;
            if (thread < Rows)
            {
                // Where a row's channel stands from the first element that a window sees; rows that are not there see what no image has.
                int r = firstRow + thread, tap = r / ins, ky = tap / g.KernelWidth * g.DilationY, kx = tap % g.KernelWidth * g.DilationX;
                kernelRows[thread] = r < height ? ky : 1 << 29;
                kernelColumns[thread] = kx;
                offsets[thread] = (((ky * g.Width) + kx) * g.Channels) + (group * ins) + (r % ins);
            }

            Group.Barrier();

            // What this thread brings: a quad of rows of a window, or of two where there are 32, and a quad of the gradients.
            int quad = thread % RowQuads, window = thread / RowQuads, last = RegisterTile<T>.Threads - 1 - thread, gradientWindow = last / across, gradientColumn = firstColumn + (4 * (last % across));
            bool bringsPatch = window < depth, bringsSecond = depth * RowQuads > RegisterTile<T>.Threads, bringsGradient = gradientWindow < depth;
            var place = new WindowPlace(g, (part * perPart) + window);
            var secondPlace = new WindowPlace(g, (part * perPart) + window + (depth / 2));

            var sum = default(RegisterTile<T>);
            Quad<T> patch = default, secondPatch = default, gradient = default;
            int buffer = 0, first = part * perPart;
            bool hasNext = first < end, hasCurrent = false;
            while (hasNext || hasCurrent)
            {
                if (hasNext)
                {
                    if (bringsPatch)
                    {
                        patch = first + window < end ? Read(x, place, kernelRows, kernelColumns, offsets, quad, g, whole) : default;
                        place = place.Moved(g, step);
                    }

                    if (bringsSecond)
                    {
                        secondPatch = first + window + (depth / 2) < end ? Read(x, secondPlace, kernelRows, kernelColumns, offsets, quad, g, whole) : default;
                        secondPlace = secondPlace.Moved(g, step);
                    }

                    if (bringsGradient)
                    {
                        gradient = first + gradientWindow < end && gradientColumn < outs
                            ? Quad<T>.Read(dy, ((first + gradientWindow) * g.OutChannels) + (group * outs) + gradientColumn, outs - gradientColumn, whole)
                            : default;
                    }
                }

                if (hasCurrent)
                {
                    var left = shared.SubView((((buffer * depth) + (4 * slice)) * RowQuads) + row, (4 * RowQuads) - 7);
                    var right = shared.SubView(gradients + (((buffer * depth) + (4 * slice)) * across) + column, (3 * across) + 1);
                    sum = AddWindow(sum, left[0], left[8], right[0]);
                    sum = AddWindow(sum, left[RowQuads], left[RowQuads + 8], right[across]);
                    sum = AddWindow(sum, left[2 * RowQuads], left[(2 * RowQuads) + 8], right[2 * across]);
                    sum = AddWindow(sum, left[3 * RowQuads], left[(3 * RowQuads) + 8], right[3 * across]);
                    buffer = 1 - buffer;
                }

                hasCurrent = hasNext;
                if (hasNext)
                {
                    if (bringsPatch)
                    {
                        shared[(((buffer * depth) + window) * RowQuads) + quad] = patch;
                    }

                    if (bringsSecond)
                    {
                        shared[(((buffer * depth) + window + (depth / 2)) * RowQuads) + quad] = secondPatch;
                    }

                    if (bringsGradient)
                    {
                        shared[gradients + (((buffer * depth) + gradientWindow) * across) + (last % across)] = gradient;
                    }

                    first += depth;
                    hasNext = first < end;
                }

                Group.Barrier();
            }

            sum = RegisterTile<T>.AddSlices(shared, sum, thread, slices);
            int at = firstColumn + (4 * column), r0 = firstRow + (4 * row), r4 = r0 + 32, start = ((part * g.Groups) + group) * height;
            if (slice == 0 && at < outs)
            {
                Write(dw, r0, height, start, at, outs, accumulate, whole, sum.Row0);
                Write(dw, r0 + 1, height, start, at, outs, accumulate, whole, sum.Row1);
                Write(dw, r0 + 2, height, start, at, outs, accumulate, whole, sum.Row2);
                Write(dw, r0 + 3, height, start, at, outs, accumulate, whole, sum.Row3);
                Write(dw, r4, height, start, at, outs, accumulate, whole, sum.Row4);
                Write(dw, r4 + 1, height, start, at, outs, accumulate, whole, sum.Row5);
                Write(dw, r4 + 2, height, start, at, outs, accumulate, whole, sum.Row6);
                Write(dw, r4 + 3, height, start, at, outs, accumulate, whole, sum.Row7);
            }
        }
    }

    private static RegisterTile<T> AddWindow<T>(RegisterTile<T> sum, Quad<T> low, Quad<T> high, Quad<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => RegisterTile<T>.AddProduct(sum, low.A, low.B, low.C, low.D, high.A, high.B, high.C, high.D, gradient);

    /// <summary>What a window sees at four neighboring rows of the result; zeros beyond the image.</summary>
    private static Quad<T> Read<T>(ArrayView<T> x, WindowPlace place, ArrayView<int> kernelRows, ArrayView<int> kernelColumns, ArrayView<int> offsets, int quad, BlockConvolutionGeometry g, bool whole)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int row = 4 * quad, first = ((((place.Image * g.Height) + place.Row) * g.Width) + place.Column) * g.Channels;
        if (whole)
        {
            return Sees(place, kernelRows[row], kernelColumns[row], g) ? Quad<T>.Read(x, first + offsets[row], 4, true) : default;
        }

        return new Quad<T>
        {
            A = Sees(place, kernelRows[row], kernelColumns[row], g) ? x[first + offsets[row]] : T.Zero,
            B = Sees(place, kernelRows[row + 1], kernelColumns[row + 1], g) ? x[first + offsets[row + 1]] : T.Zero,
            C = Sees(place, kernelRows[row + 2], kernelColumns[row + 2], g) ? x[first + offsets[row + 2]] : T.Zero,
            D = Sees(place, kernelRows[row + 3], kernelColumns[row + 3], g) ? x[first + offsets[row + 3]] : T.Zero,
        };
    }

    private static bool Sees(WindowPlace place, int down, int right, BlockConvolutionGeometry g)
    {
        int y = place.Row + down, x = place.Column + right;
        return ((uint)y < (uint)g.Height) & ((uint)x < (uint)g.Width);
    }

    private static void Write<T>(ArrayView<T> dw, int row, int height, int start, int column, int columns, bool accumulate, bool whole, Quad<T> value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row < height)
        {
            int at = ((start + row) * columns) + column, count = columns - column;
            Quad<T>.Write(dw, at, count, whole, accumulate ? Quad<T>.Add(Quad<T>.Read(dw, at, count, whole), value) : value);
        }
    }
}
