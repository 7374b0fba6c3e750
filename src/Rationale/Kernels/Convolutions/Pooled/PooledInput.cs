using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// The input gradient of a cotangent that stands at the maxima of pooling windows: for each window the sum of its filters, each at its place and times its number, over the region that the window looks
/// at, which is added to the image. A filter whose number is zero, as a rectifier makes them, costs nothing.
/// </summary>
internal static unsafe class PooledInput
{
    /// <summary>Computes the gradient.</summary>
    public static void Run<T, TEpilogue>(T* maxima, T* dy, T* packed, T* dx, int images, PooledGeometry g, T* gate, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        // Vectors that fill a line.
        if (Vector512.IsHardwareAccelerated && g.Line % Vector512<T>.Count == 0)
        {
            PooledInput<Vector512<T>, Simd512<T>, T>.Run(maxima, dy, packed, dx, images, g);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            PooledInput<Vector256<T>, Simd256<T>, T>.Run(maxima, dy, packed, dx, images, g);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            PooledInput<Vector128<T>, Simd128<T>, T>.Run(maxima, dy, packed, dx, images, g);
        }
        else
        {
            PooledInput<T, SimdScalar<T>, T>.Run(maxima, dy, packed, dx, images, g);
        }

        if (TEpilogue.HasSide)
        {
            Map.Run(gate, dx, dx, images * (nint)g.Convolution.Input, new ReluBackwardZip<T>(below));
        }
    }
}

/// <summary>Input gradients at one vector width.</summary>
internal static unsafe class PooledInput<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(T* maxima, T* dy, T* packed, T* dx, int images, PooledGeometry g)
    {
        PoolGeometry pool = g.Pool;
        int filters = g.Filters, region = g.Region, vectors = region / TSimd.Count, perLine = g.Line / TSimd.Count;
        nint length = g.ImageLength(TSimd.Count), down = (nint)pool.StrideY * g.RowStride, right = (nint)pool.StrideX * g.Window.Channels;

        // A load of what was stored in part just before waits for it: each round takes windows whose regions do not overlap.
        int apart = (int)((g.Line + right - 1) / right);
        nint sumsBytes = ConvolutionPasses.Whole(length * sizeof(T)), markBytes = ConvolutionPasses.Whole(((nint)pool.Output + TSimd.Count) * sizeof(T));
        nint termBytes = ConvolutionPasses.Whole((filters + 1) * (nint)sizeof(PooledTerm<T>)), placeBytes = ConvolutionPasses.Whole(g.Places * (nint)sizeof(T));
        byte* scratch = Scratch.Take<byte>(sumsBytes + markBytes + termBytes + placeBytes + (2 * vectors * (nint)sizeof(nint)));
        T* sums = (T*)scratch, marks = (T*)(scratch += sumsBytes);
        var terms = (PooledTerm<T>*)(scratch += markBytes);
        var places = (T*)(scratch += termBytes);
        nint* from = (nint*)(scratch + placeBytes), to = from + vectors;
        g.FilterStarts(places);
        for (int i = 0; i < vectors; i++)
        {
            from[i] = i * TSimd.Count;
            to[i] = ((nint)(i / perLine) * g.RowStride) + (i % perLine * TSimd.Count);
        }

        for (int image = 0; image < images; image++, maxima += (nint)pool.Input, dx += (nint)g.Convolution.Input)
        {
            new Span<T>(sums, (int)length).Clear();
            PooledMark.Maxima<TVector, TSimd, T>(maxima, pool, places, marks);
            for (int y = 0; y < pool.OutHeight; y++, dy += (nint)pool.OutWidth * filters)
            {
                for (int start = 0; start < apart; start++)
                {
                    for (int x = start; x < pool.OutWidth; x += apart)
                    {
                        T* values = dy + ((nint)x * filters), mark = marks + ((((nint)y * pool.OutWidth) + x) * filters), target = sums + (y * down) + (x * right);
                        if (vectors <= PooledTile<TVector, TSimd, T>.MaxVectors)
                        {
                            PooledTile<TVector, TSimd, T>.Add(new FilterTerms<T>(values, mark, region), filters, filters, packed, from, target, to, vectors);
                            continue;
                        }

                        int count = 0;
                        for (int f = 0, at = 0; f < filters; f++, at += region)
                        {
                            terms[count].Value = values[f];
                            terms[count].Offset = at + PooledMark.Read(mark + f);
                            count += PooledMark.IsNotZero(values + f);
                        }

                        PooledTile<TVector, TSimd, T>.Add(new ListedTerms<T>(terms), count, filters, packed, from, target, to, vectors);
                    }
                }
            }

            g.Window.CopyBack(sums, dx, 1);
        }
    }
}
