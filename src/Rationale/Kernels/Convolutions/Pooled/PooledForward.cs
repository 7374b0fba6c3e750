using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// A convolution of which each pooling window keeps the value at the maximum of another image: for each window and filter one product, of the region that the window looks at with the filter at its
/// place. What a gate stops is not computed.
/// </summary>
internal static unsafe class PooledForward
{
    /// <summary>Computes the result; a gate may be null.</summary>
    public static void Run<T>(T* maxima, T* x, T* packed, T* y, int images, PooledGeometry g, T* gate, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* stops = below == T.Zero ? gate : null;
        // Vectors that fill a line.
        if (Vector512.IsHardwareAccelerated && g.Line % Vector512<T>.Count == 0)
        {
            PooledForward<Vector512<T>, Simd512<T>, T>.Run(maxima, x, packed, y, images, g, stops);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            PooledForward<Vector256<T>, Simd256<T>, T>.Run(maxima, x, packed, y, images, g, stops);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            PooledForward<Vector128<T>, Simd128<T>, T>.Run(maxima, x, packed, y, images, g, stops);
        }
        else
        {
            PooledForward<T, SimdScalar<T>, T>.Run(maxima, x, packed, y, images, g, stops);
        }

        if (gate != null && stops == null)
        {
            Map.Run(gate, y, y, images * (nint)g.Pool.Output, new ReluBackwardZip<T>(below));
        }
    }
}

/// <summary>Joined convolutions at one vector width.</summary>
internal static unsafe class PooledForward<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* maxima, T* x, T* packed, T* y, int images, PooledGeometry g, T* gate)
    {
        const int stretches = PooledTile<TVector, TSimd, T>.Stretches;
        PoolGeometry pool = g.Pool;
        int filters = g.Filters, vectors = g.Region / TSimd.Count, region = g.Region;
        nint length = g.ImageLength(TSimd.Count), down = (nint)pool.StrideY * g.RowStride, right = (nint)pool.StrideX * g.Window.Channels;
        nint copyBytes = ConvolutionPasses.Whole(length * sizeof(T)), regionBytes = ConvolutionPasses.Whole((nint)region * sizeof(T));
        nint listBytes = ConvolutionPasses.Whole((filters + stretches) * (nint)sizeof(int)), markBytes = ConvolutionPasses.Whole(((nint)pool.Output + TSimd.Count) * sizeof(T));
        nint placeBytes = ConvolutionPasses.Whole(g.Places * (nint)sizeof(T));
        byte* scratch = Scratch.Take<byte>(copyBytes + regionBytes + (2 * listBytes) + markBytes + placeBytes + (stretches * sizeof(T)));
        T* copy = (T*)scratch, part = (T*)(scratch += copyBytes);
        int* offsets = (int*)(scratch += regionBytes), chosen = (int*)(scratch += listBytes);
        T* marks = (T*)(scratch += listBytes), places = (T*)(scratch += markBytes), products = (T*)(scratch + placeBytes);
        g.FilterStarts(places);
        new Span<T>(copy, (int)length).Clear();
        for (int image = 0; image < images; image++, maxima += (nint)pool.Input, x += (nint)g.Convolution.Input)
        {
            g.Window.Copy(x, copy, 1);
            PooledMark.Maxima<TVector, TSimd, T>(maxima, pool, places, marks);
            T* mark = marks;
            for (int row = 0; row < pool.OutHeight; row++)
            {
                T* from = copy + (row * down);
                for (int column = pool.OutWidth; column > 0; column--, mark += filters, y += filters, from += right)
                {
                    int count = 0;
                    for (int f = 0, at = 0; f < filters; f++, at += region)
                    {
                        y[f] = T.Zero;
                        chosen[count] = f;
                        offsets[count] = at + PooledMark.Read(mark + f);
                        count += gate == null ? 1 : PooledMark.IsPositive(gate + f);
                    }

                    gate += gate == null ? 0 : filters;
                    if (count == 0)
                    {
                        continue;
                    }

                    new Span<int>(offsets + count, stretches - 1).Clear();
                    Copy(from, part, g.Lines, g.Line, g.RowStride);
                    for (int first = 0; first < count; first += stretches)
                    {
                        PooledTile<TVector, TSimd, T>.Products(part, vectors, packed, offsets + first, products);
                        for (int i = Math.Min(stretches, count - first) - 1; i >= 0; i--)
                        {
                            y[chosen[first + i]] = products[i];
                        }
                    }
                }
            }
        }
    }

    private static void Copy(T* from, T* region, int lines, int line, nint rowStride)
    {
        for (; lines > 0; lines--, region += line, from += rowStride)
        {
            for (int j = 0; j < line; j += TSimd.Count)
            {
                TSimd.Store(region + j, TSimd.Load(from + j));
            }
        }
    }
}
