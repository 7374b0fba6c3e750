using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>Convolutions in which every channel stands alone: vectors hold channels, no matrix product is in sight.</summary>
internal static unsafe class Depthwise
{
    /// <summary>One phase; the weights are [taps, channels] in the phase's order.</summary>
    public static void Multiply<T, TEpilogue>(in PhaseTables tables, int pictures, T* source, T* weights, T* target, int channels, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated && channels > Vector256<T>.Count)
            Depthwise<Vector512<T>, Simd512<T>, T>.Multiply<TEpilogue>(in tables, pictures, source, weights, target, channels, side, below);
        else if (Vector256.IsHardwareAccelerated)
            Depthwise<Vector256<T>, Simd256<T>, T>.Multiply<TEpilogue>(in tables, pictures, source, weights, target, channels, side, below);
        else if (Vector128.IsHardwareAccelerated)
            Depthwise<Vector128<T>, Simd128<T>, T>.Multiply<TEpilogue>(in tables, pictures, source, weights, target, channels, side, below);
        else
            Depthwise<T, SimdScalar<T>, T>.Multiply<TEpilogue>(in tables, pictures, source, weights, target, channels, side, below);
    }

    /// <summary>Adds the weight gradient of one window row to <paramref name="gradient"/>, [taps, channels].</summary>
    public static void AddWeights<T>(T* source, int* taps, int tapCount, nint step, T* deltas, int count, T* gradient, int channels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && channels > Vector256<T>.Count)
            Depthwise<Vector512<T>, Simd512<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        else if (Vector256.IsHardwareAccelerated)
            Depthwise<Vector256<T>, Simd256<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        else if (Vector128.IsHardwareAccelerated)
            Depthwise<Vector128<T>, Simd128<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
        else
            Depthwise<T, SimdScalar<T>, T>.AddWeights(source, taps, tapCount, step, deltas, count, gradient, channels);
    }
}

/// <summary>Depthwise convolutions at one vector width.</summary>
internal static unsafe class Depthwise<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TEpilogue>(in PhaseTables tables, int pictures, T* source, T* weights, T* target, int channels, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        int rows = tables.Rows * pictures, segments = tables.Taps;
        nint* at = tables.Segments;
        TVector slope = TSimd.Broadcast(below);
        for (int j = 0; j < channels; j += TSimd.Count)
        {
            int valid = Math.Min(TSimd.Count, channels - j);
            bool whole = valid == TSimd.Count;
            for (int row = 0; row < rows; row++)
            {
                T* from = source + tables.LeftRows[row] + j;
                T* weight = weights + j;

                // Two chains; the next window is independent and fills the rest.
                TVector even = default, odd = default;
                int s = 0;
                if (whole)
                {
                    for (; s + 2 <= segments; s += 2, weight += 2 * channels)
                    {
                        even = TSimd.MultiplyAdd(TSimd.Load(from + at[s]), TSimd.Load(weight), even);
                        odd = TSimd.MultiplyAdd(TSimd.Load(from + at[s + 1]), TSimd.Load(weight + channels), odd);
                    }
                }

                for (; s < segments; s++, weight += channels)
                    even = TSimd.MultiplyAdd(TSimd.LoadPartial(from + at[s], valid), TSimd.LoadPartial(weight, valid), even);
                nint place = tables.ProductRows[row] + j;
                TVector beside = !TEpilogue.HasSide ? default : TSimd.LoadPartial(side + (TEpilogue.SideHasRows ? place : j), valid);
                TSimd.StorePartial(target + place, TEpilogue.Finish<TVector, TSimd, T>(TSimd.Add(even, odd), beside, slope), valid);
            }
        }
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
                    even = TSimd.MultiplyAdd(TSimd.LoadPartial(from, valid), TSimd.LoadPartial(delta, valid), even);
                T* sum = gradient + ((nint)tap * channels) + j;
                TSimd.StorePartial(sum, TSimd.Add(TSimd.LoadPartial(sum, valid), TSimd.Add(even, odd)), valid);
            }
        }
    }
}
