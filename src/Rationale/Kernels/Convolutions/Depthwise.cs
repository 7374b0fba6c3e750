using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>Convolutions in which every channel stands alone: vectors hold channels, no matrix product is in sight.</summary>
internal static unsafe class Depthwise
{
    /// <summary>One phase; the weights are [taps, channels] in the phase's order.</summary>
    public static void Multiply<T, TEpilogue>(in PhaseTables tables, int images, T* source, T* weights, T* target, int channels, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated && channels > Vector256<T>.Count)
        {
            Depthwise<Vector512<T>, Simd512<T>, T>.Multiply<TEpilogue>(in tables, images, source, weights, target, channels, side, below);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Depthwise<Vector256<T>, Simd256<T>, T>.Multiply<TEpilogue>(in tables, images, source, weights, target, channels, side, below);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Depthwise<Vector128<T>, Simd128<T>, T>.Multiply<TEpilogue>(in tables, images, source, weights, target, channels, side, below);
        }
        else
        {
            Depthwise<T, SimdScalar<T>, T>.Multiply<TEpilogue>(in tables, images, source, weights, target, channels, side, below);
        }
    }

    /// <summary>Adds the weight gradient of one window row to <paramref name="gradient"/>, [taps, channels].</summary>
    public static void AddWeights<T>(T* source, int* taps, int tapCount, nint step, T* deltas, int count, T* gradient, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && channels > Vector256<T>.Count)
        {
            Depthwise<Vector512<T>, Simd512<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Depthwise<Vector256<T>, Simd256<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Depthwise<Vector128<T>, Simd128<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        }
        else
        {
            Depthwise<T, SimdScalar<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        }
    }
}

/// <summary>Depthwise convolutions at one vector width.</summary>
internal static unsafe class Depthwise<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    public static void Multiply<TEpilogue>(in PhaseTables tables, int images, T* source, T* weights, T* target, int channels, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        for (int j = 0; j < channels; j += TSimd.Count)
        {
            int valid = Math.Min(TSimd.Count, channels - j), rows = tables.Rows * images, row = 0;
            for (; row + 4 <= rows; row += 4)
            {
                Four<TEpilogue>(in tables, row, source + j, weights + j, target + j, channels, side + j, below, valid);
            }

            for (; row < rows; row++)
            {
                Single<TEpilogue>(in tables, row, source + j, weights + j, target + j, channels, side + j, below, valid);
            }
        }
    }

    // Four windows are four chains, and read a weight once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<TEpilogue>(in PhaseTables tables, int row, T* source, T* weights, T* target, int channels, T* side, T below, int valid)
        where TEpilogue : struct, IEpilogue
    {
        int* left = tables.LeftRows + row;
        T* a = source + left[0], b = source + left[1], c = source + left[2], d = source + left[3];
        TVector sumA = default, sumB = default, sumC = default, sumD = default;
        nint* segment = tables.Segments;
        if (valid == TSimd.Count)
        {
            for (int tap = tables.Taps; tap > 0; tap--, weights += channels)
            {
                nint at = *segment++;
                TVector weight = TSimd.Load(weights);
                sumA = TSimd.MultiplyAdd(weight, TSimd.Load(a + at), sumA);
                sumB = TSimd.MultiplyAdd(weight, TSimd.Load(b + at), sumB);
                sumC = TSimd.MultiplyAdd(weight, TSimd.Load(c + at), sumC);
                sumD = TSimd.MultiplyAdd(weight, TSimd.Load(d + at), sumD);
            }
        }
        else
        {
            for (int tap = tables.Taps; tap > 0; tap--, weights += channels)
            {
                nint at = *segment++;
                TVector weight = TSimd.LoadPartial(weights, valid);
                sumA = TSimd.MultiplyAdd(weight, TSimd.LoadPartial(a + at, valid), sumA);
                sumB = TSimd.MultiplyAdd(weight, TSimd.LoadPartial(b + at, valid), sumB);
                sumC = TSimd.MultiplyAdd(weight, TSimd.LoadPartial(c + at, valid), sumC);
                sumD = TSimd.MultiplyAdd(weight, TSimd.LoadPartial(d + at, valid), sumD);
            }
        }

        int* product = tables.ProductRows + row;
        Finish<TEpilogue>(sumA, target, product[0], side, below, valid);
        Finish<TEpilogue>(sumB, target, product[1], side, below, valid);
        Finish<TEpilogue>(sumC, target, product[2], side, below, valid);
        Finish<TEpilogue>(sumD, target, product[3], side, below, valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single<TEpilogue>(in PhaseTables tables, int row, T* source, T* weights, T* target, int channels, T* side, T below, int valid)
        where TEpilogue : struct, IEpilogue
    {
        T* a = source + tables.LeftRows[row];
        TVector sum = default;
        for (int tap = 0; tap < tables.Taps; tap++, weights += channels)
        {
            sum = TSimd.MultiplyAdd(TSimd.LoadPartial(weights, valid), TSimd.LoadPartial(a + tables.Segments[tap], valid), sum);
        }

        Finish<TEpilogue>(sum, target, tables.ProductRows[row], side, below, valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(TVector sum, T* target, nint place, T* side, T below, int valid)
        where TEpilogue : struct, IEpilogue
    {
        TVector beside = TEpilogue.HasSide ? TSimd.LoadPartial(TEpilogue.SideHasRows ? side + place : side, valid) : default;
        TSimd.StorePartial(target + place, TEpilogue.Finish<TVector, TSimd, T>(sum, beside, TSimd.Broadcast(below)), valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeights(T* source, int* taps, int tapCount, nint step, T* deltas, int count, T* gradient, int channels)
    {
        for (int j = 0; j < channels; j += TSimd.Count)
        {
            int valid = Math.Min(TSimd.Count, channels - j);
            for (int tap = 0; tap < tapCount; tap++)
            {
                T* from = source + taps[tap] + j;
                T* delta = deltas + j;
                TVector even = default, odd = default;
                int i = 0;
                for (; i + 2 <= count; i += 2, from += 2 * step, delta += 2 * channels)
                {
                    even = TSimd.MultiplyAdd(TSimd.LoadPartial(from, valid), TSimd.LoadPartial(delta, valid), even);
                    odd = TSimd.MultiplyAdd(TSimd.LoadPartial(from + step, valid), TSimd.LoadPartial(delta + channels, valid), odd);
                }

                if (i < count)
                {
                    even = TSimd.MultiplyAdd(TSimd.LoadPartial(from, valid), TSimd.LoadPartial(delta, valid), even);
                }

                T* sum = gradient + ((nint)tap * channels) + j;
                TSimd.StorePartial(sum, TSimd.Add(TSimd.LoadPartial(sum, valid), TSimd.Add(even, odd)), valid);
            }
        }
    }
}
