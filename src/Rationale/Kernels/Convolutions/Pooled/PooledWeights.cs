using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// The weight gradient of a cotangent that stands at the maxima of pooling windows: for each filter the sum of the patches at its places, times their numbers. A number that is zero costs nothing.
/// </summary>
internal static unsafe class PooledWeights
{
    /// <summary>Adds the gradient of all images to <paramref name="dw"/>.</summary>
    public static void Add<T>(T* maxima, T* dy, T* x, T* dw, int images, PooledGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Vectors no wider than a line of a patch needs.
        int run = g.Convolution.KernelWidth * g.Convolution.Channels;
        if (Vector512.IsHardwareAccelerated && run > Vector256<T>.Count)
        {
            PooledWeights<Vector512<T>, Simd512<T>, T>.Add(maxima, dy, x, dw, images, g);
        }
        else if (Vector256.IsHardwareAccelerated && run > Vector128<T>.Count)
        {
            PooledWeights<Vector256<T>, Simd256<T>, T>.Add(maxima, dy, x, dw, images, g);
        }
        else if (Vector128.IsHardwareAccelerated && run > 1)
        {
            PooledWeights<Vector128<T>, Simd128<T>, T>.Add(maxima, dy, x, dw, images, g);
        }
        else
        {
            PooledWeights<T, SimdScalar<T>, T>.Add(maxima, dy, x, dw, images, g);
        }
    }
}

/// <summary>Weight gradients at one vector width.</summary>
internal static unsafe class PooledWeights<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    // Pooling windows whose terms are in memory at a time.
    private const int BlockWindows = 96;
    private const int MinImages = 3;

    // Short sums have small errors: few terms are summed in registers, a few of such sums for a part of a block, then for the block, then for all. Short chains cost less where one tile has all vectors.
    private const int PartTerms = 64;
    private const int TileChain = 8;
    private const int ListChain = 16;

    public static void Add(T* maxima, T* dy, T* x, T* dw, int images, PooledGeometry g)
    {
        PoolGeometry pool = g.Pool;
        int filters = g.Filters, windows = pool.OutHeight * pool.OutWidth, block = Math.Min(images, Math.Max(MinImages, (BlockWindows + windows - 1) / windows)), most = block * windows;
        int lines = g.Convolution.KernelHeight, run = g.Convolution.KernelWidth * g.Convolution.Channels, perLine = (run + TSimd.Count - 1) / TSimd.Count, vectors = lines * perLine;
        int line = perLine * TSimd.Count, filter = lines * line;
        nint image = (nint)g.Window.Height * g.RowStride, weights = (nint)g.Convolution.Weights;
        nint copyBytes = ConvolutionPasses.Whole(((block * image) + g.ImageLength(TSimd.Count)) * sizeof(T)), termBytes = ConvolutionPasses.Whole((((nint)filters * most) + 1) * sizeof(PooledTerm<T>));
        nint sumBytes = ConvolutionPasses.Whole((nint)(filters + 2) * filter * sizeof(T)), turnedBytes = ConvolutionPasses.Whole(weights * sizeof(T));
        nint markBytes = ConvolutionPasses.Whole(((block * (nint)pool.Output) + TSimd.Count) * sizeof(T)), placeBytes = ConvolutionPasses.Whole(g.Places * (nint)sizeof(T));
        nint offsetBytes = ConvolutionPasses.Whole(2 * vectors * (nint)sizeof(nint)), startBytes = ConvolutionPasses.Whole(most * (nint)sizeof(int));
        byte* scratch = Scratch.Take<byte>(copyBytes + termBytes + sumBytes + turnedBytes + markBytes + placeBytes + offsetBytes + startBytes + (filters * (nint)sizeof(int)));
        var copy = (T*)scratch;
        var terms = (PooledTerm<T>*)(scratch += copyBytes);
        T* sums = (T*)(scratch += termBytes), ofBlock = sums + ((nint)filters * filter), ofPart = ofBlock + filter, turned = (T*)(scratch += sumBytes), marks = (T*)(scratch += turnedBytes), places = (T*)(scratch += markBytes);
        nint* from = (nint*)(scratch += placeBytes), to = from + vectors;
        int* starts = (int*)(scratch += offsetBytes), counts = (int*)(scratch + startBytes);
        g.PatchStarts(places);
        for (int i = 0; i < vectors; i++)
        {
            from[i] = ((nint)(i / perLine) * g.RowStride) + (i % perLine * TSimd.Count);
            to[i] = i * TSimd.Count;
        }

        for (int i = 0; i < most; i++)
        {
            int window = i % windows;
            starts[i] = (int)(i / windows * image) + (window / pool.OutWidth * pool.StrideY * g.RowStride) + (window % pool.OutWidth * pool.StrideX * g.Window.Channels);
        }

        new Span<T>(sums, (filters + 2) * filter).Clear();
        new Span<T>(copy + (block * image), (int)g.ImageLength(TSimd.Count)).Clear();
        for (int first = 0; first < images; first += block)
        {
            int part = Math.Min(block, images - first), all = part * windows;
            g.Window.Copy(x + (first * (nint)g.Convolution.Input), copy, part);
            for (int i = 0; i < part; i++, maxima += (nint)pool.Input)
            {
                PooledMark.Maxima<TVector, TSimd, T>(maxima, pool, places, marks + (i * (nint)pool.Output));
            }

            bool isListed = vectors > PooledTile<TVector, TSimd, T>.MaxVectors;
            if (isListed)
            {
                Collect(dy, marks, starts, all, filters, terms, counts, most);
            }

            for (int f = 0; f < filters; f++)
            {
                int count = isListed ? counts[f] : all;
                for (int at = 0; at < count; at += PartTerms)
                {
                    int length = Math.Min(PartTerms, count - at);
                    if (isListed)
                    {
                        PooledTile<TVector, TSimd, T>.Add(new ListedTerms<T>(terms + ((nint)f * most) + at), length, ListChain, copy, from, ofPart, to, vectors);
                    }
                    else
                    {
                        nint element = ((nint)at * filters) + f;
                        PooledTile<TVector, TSimd, T>.Add(new WindowTerms<T>(dy + element, marks + element, filters, starts + at), length, TileChain, copy, from, ofPart, to, vectors);
                    }

                    Move(ofPart, ofBlock, vectors);
                }

                Move(ofBlock, sums + ((nint)f * filter), vectors);
            }

            dy += (nint)all * filters;
        }

        for (int y = 0; y < lines; y++)
        {
            Transposition.Run(sums + (y * line), filter, turned + ((nint)y * run * filters), filters, filters, run);
        }

        AccumulationKernels.Sum(new Span<T>(dw, (int)weights), new ReadOnlySpan<T>(turned, (int)weights));
    }

    // Adds sums to others and leaves zeros.
    private static void Move(T* from, T* to, int vectors)
    {
        for (; vectors > 0; vectors--, from += TSimd.Count, to += TSimd.Count)
        {
            TSimd.Store(to, TSimd.Add(TSimd.Load(to), TSimd.Load(from)));
            TSimd.Store(from, default);
        }
    }

    // The terms of a block of images, to the list of each filter.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Collect(T* dy, T* marks, int* starts, int windows, int filters, PooledTerm<T>* terms, int* counts, int most)
    {
        new Span<int>(counts, filters).Clear();
        for (int window = 0; window < windows; window++, dy += filters, marks += filters)
        {
            int start = starts[window];
            PooledTerm<T>* list = terms;
            for (int f = 0; f < filters; f++, list += most)
            {
                int count = counts[f];
                list[count].Value = dy[f];
                list[count].Offset = start + PooledMark.Read(marks + f);
                counts[f] = count + PooledMark.IsNotZero(dy + f);
            }
        }
    }
}
