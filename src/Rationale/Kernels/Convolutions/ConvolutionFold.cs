using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>The input gradient as one product, which gives the gradient of every patch, and the sum of the patches: for images of few channels.</summary>
internal static unsafe class ConvolutionFold
{
    // Windows whose patches are in memory at a time.
    private const int BlockRows = 128;

    // Adding a vector to memory costs as much as this many multiplications.
    private const int AddCost = 6;

    /// <summary>
    /// Whether this takes fewer vector operations than a convolution of the output gradient. It decides about the order of packed weights, so it is the same on
    /// every machine.
    /// </summary>
    public static bool IsCheaper(ConvolutionGeometry g)
    {
        if (g.Groups > 1)
        {
            return false;
        }

        long direct = (long)g.Height * g.Width * g.Taps * g.OutChannels * Vectors(g.Channels) / ((long)g.StrideY * g.StrideX);
        long adds = g.DilationX == 1 ? g.KernelHeight * Vectors(g.KernelWidth * g.Channels) : g.Taps * Vectors(g.Channels);
        return (long)g.OutHeight * g.OutWidth * ((g.OutChannels * Vectors(g.Taps * g.Channels)) + (AddCost * adds)) < direct;
    }

    /// <summary>Computes the input gradient; weights are packed as [outChannels, taps · channels].</summary>
    public static void Run<T, TEpilogue>(T* dy, T* packed, T* dx, int rows, ConvolutionGeometry g, T* gate, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        var window = SourceWindow.From<ForwardPhases>(g);
        int k = g.Taps * g.Channels, height = Math.Clamp(BlockRows / g.OutWidth, 1, g.OutHeight);
        nint patchBytes = ConvolutionPasses.Whole((nint)height * g.OutWidth * k * sizeof(T));
        byte* scratch = Scratch.Take<byte>(patchBytes + (window.IsInside ? 0 : (nint)window.ImageStride * sizeof(T)));
        var patches = (T*)scratch;
        for (nint row = 0; row < rows; row++)
        {
            T* image = dx + (row * (nint)g.Input);
            T* sums = window.IsInside ? image : (T*)(scratch + patchBytes);
            new Span<T>(sums, window.ImageStride).Clear();
            for (int oy = 0; oy < g.OutHeight; oy += height)
            {
                int lines = Math.Min(height, g.OutHeight - oy);
                T* from = dy + (row * (nint)g.Output) + ((nint)oy * g.OutWidth * g.OutChannels);
                Blocks.Multiply<T, StoreProduct>(from, g.OutChannels, 1, packed, patches, lines * g.OutWidth, g.OutChannels, k, false, null, T.One);
                T* to = sums + ((nint)oy * g.StrideY * window.RowStride);
                for (int line = 0; line < lines; line++, to += g.StrideY * window.RowStride)
                {
                    Add(patches + ((nint)line * g.OutWidth * k), to, window.RowStride, g);
                }
            }

            if (!window.IsInside)
            {
                window.CopyBack(sums, image, 1);
            }

            if (TEpilogue.HasSide)
            {
                Map.Run(gate + (row * (nint)g.Input), image, image, (nint)g.Input, new ReluBackwardZip<T>(below));
            }
        }
    }

    private static long Vectors(int count) => (count + Panels.Width - 1) / Panels.Width;

    private static void Add<T>(T* patches, T* sums, nint rowStride, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int run = g.DilationX == 1 ? g.KernelWidth * g.Channels : g.Channels;
        if (Vector512.IsHardwareAccelerated && run > Vector256<T>.Count)
        {
            Add<Vector512<T>, Simd512<T>, T>(patches, sums, rowStride, g, run);
        }
        else if (Vector256.IsHardwareAccelerated && run > Vector128<T>.Count)
        {
            Add<Vector256<T>, Simd256<T>, T>(patches, sums, rowStride, g, run);
        }
        else if (Vector128.IsHardwareAccelerated && run > 1)
        {
            Add<Vector128<T>, Simd128<T>, T>(patches, sums, rowStride, g, run);
        }
        else
        {
            Add<T, SimdScalar<T>, T>(patches, sums, rowStride, g, run);
        }
    }

    // The windows of one line. Neighbors overlap, and a load of what was stored in part just before waits for it, even if only the masked lanes meet: so
    // each round takes windows that are a vector apart.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TVector, TSimd, T>(T* patches, T* sums, nint rowStride, ConvolutionGeometry g, int run)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        int channels = g.Channels, runs = g.DilationX == 1 ? 1 : g.KernelWidth, pixels = Math.Max(g.KernelWidth, (TSimd.Count + channels - 1) / channels);
        int kernelHeight = g.KernelHeight, windows = g.OutWidth, apart = (pixels + g.StrideX - 1) / g.StrideX;
        nint patch = (nint)g.Taps * channels, down = g.DilationY * rowStride, across = g.DilationX * channels, right = g.StrideX * channels;
        for (int start = 0; start < apart; start++)
        {
            for (int ox = start; ox < windows; ox += apart)
            {
                T* from = patches + (ox * patch);
                T* to = sums + (ox * right);
                if (runs == 1 && run <= TSimd.Count)
                {
                    for (int ky = kernelHeight; ky > 0; ky--, to += down, from += run)
                    {
                        TSimd.StorePartial(to, TSimd.Add(TSimd.LoadPartial(to, run), TSimd.LoadPartial(from, run)), run);
                    }

                    continue;
                }

                for (int ky = 0; ky < kernelHeight; ky++, to += down)
                {
                    for (int kx = 0; kx < runs; kx++, from += run)
                    {
                        T* at = to + (kx * across);
                        for (int j = 0; j < run; j += TSimd.Count)
                        {
                            int valid = Math.Min(TSimd.Count, run - j);
                            TSimd.StorePartial(at + j, TSimd.Add(TSimd.LoadPartial(at + j, valid), TSimd.LoadPartial(from + j, valid)), valid);
                        }
                    }
                }
            }
        }
    }
}
