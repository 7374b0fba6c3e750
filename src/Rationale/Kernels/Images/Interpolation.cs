using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>One axis of a linear interpolation: the two neighbors and the weight of the second.</summary>
internal readonly record struct Neighbors<T>(int First, int Second, T Weight)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The neighbors of output <paramref name="index"/>.</summary>
    public static Neighbors<T> Compute(int index, int size, int outSize)
    {
        // (index + 1/2) · size / outSize - 1/2 as a fraction of integers, so that the neighbors do not depend on the precision.
        long numerator = Math.Max(0, ((((2L * index) + 1) * size) - outSize)), denominator = 2L * outSize;
        int first = (int)(numerator / denominator);
        return first >= size - 1
            ? new(size - 1, size - 1, T.Zero)
            : new(first, first + 1, T.CreateTruncating(numerator % denominator) / T.CreateTruncating(denominator));
    }
}

/// <summary>What is done with an output pixel and its four neighbors.</summary>
internal interface IInterpolation
{
    /// <summary>Reads or writes the first <paramref name="valid"/> channels of a vector.</summary>
    static abstract unsafe void Run<TVector, TSimd, T>(T* a, T* b, T* c, T* d, TVector wa, TVector wb, TVector wc, TVector wd, T* result, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>The weighted mean of the neighbors.</summary>
internal readonly unsafe struct Interpolate : IInterpolation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(T* a, T* b, T* c, T* d, TVector wa, TVector wb, TVector wc, TVector wd, T* result, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector upper = TSimd.MultiplyAdd(wb, TSimd.LoadPartial(b, valid), TSimd.Multiply(wa, TSimd.LoadPartial(a, valid)));
        TVector lower = TSimd.MultiplyAdd(wd, TSimd.LoadPartial(d, valid), TSimd.Multiply(wc, TSimd.LoadPartial(c, valid)));
        TSimd.StorePartial(result, TSimd.Add(upper, lower), valid);
    }
}

/// <summary>The result, added to the neighbors by their weights.</summary>
internal readonly unsafe struct Distribute : IInterpolation
{
    // One after the other: at an edge two of the neighbors are the same pixel.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(T* a, T* b, T* c, T* d, TVector wa, TVector wb, TVector wc, TVector wd, T* result, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector value = TSimd.LoadPartial(result, valid);
        TSimd.StorePartial(a, TSimd.MultiplyAdd(wa, value, TSimd.LoadPartial(a, valid)), valid);
        TSimd.StorePartial(b, TSimd.MultiplyAdd(wb, value, TSimd.LoadPartial(b, valid)), valid);
        TSimd.StorePartial(c, TSimd.MultiplyAdd(wc, value, TSimd.LoadPartial(c, valid)), valid);
        TSimd.StorePartial(d, TSimd.MultiplyAdd(wd, value, TSimd.LoadPartial(d, valid)), valid);
    }
}

/// <summary>Both directions of the bilinear interpolation.</summary>
internal static unsafe class Interpolation
{
    /// <summary>Runs over all output pixels; <paramref name="images"/> are the small or large images, <paramref name="results"/> the resized ones.</summary>
    public static void Run<T, TInterpolation>(T* images, T* results, int rows, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TInterpolation : struct, IInterpolation
    {
        if (Vector512.IsHardwareAccelerated && channels > Vector256<T>.Count)
        {
            Run<Vector512<T>, Simd512<T>, T, TInterpolation>(images, results, rows, height, width, channels, outHeight, outWidth);
        }
        else if (Vector256.IsHardwareAccelerated && channels > Vector128<T>.Count)
        {
            Run<Vector256<T>, Simd256<T>, T, TInterpolation>(images, results, rows, height, width, channels, outHeight, outWidth);
        }
        else if (Vector128.IsHardwareAccelerated && channels > 1)
        {
            Run<Vector128<T>, Simd128<T>, T, TInterpolation>(images, results, rows, height, width, channels, outHeight, outWidth);
        }
        else
        {
            Run<T, SimdScalar<T>, T, TInterpolation>(images, results, rows, height, width, channels, outHeight, outWidth);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TSimd, T, TInterpolation>(
        T* images, T* results, int rows, int height, int width, int channels, int outHeight, int outWidth)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TInterpolation : struct, IInterpolation
    {
        // The columns' neighbors are the same in every line.
        var columns = (Neighbors<T>*)Scratch.Take<byte>((long)outWidth * sizeof(Neighbors<T>));
        for (int ox = 0; ox < outWidth; ox++)
        {
            columns[ox] = Neighbors<T>.Compute(ox, width, outWidth);
        }

        for (int row = 0; row < rows; row++, images += (nint)height * width * channels)
        {
            for (int oy = 0; oy < outHeight; oy++)
            {
                var y = Neighbors<T>.Compute(oy, height, outHeight);
                T* upper = images + ((nint)y.First * width * channels);
                T* lower = images + ((nint)y.Second * width * channels);
                for (int ox = 0; ox < outWidth; ox++, results += channels)
                {
                    Neighbors<T> x = columns[ox];
                    TVector wa = TSimd.Broadcast((T.One - y.Weight) * (T.One - x.Weight)), wb = TSimd.Broadcast((T.One - y.Weight) * x.Weight);
                    TVector wc = TSimd.Broadcast(y.Weight * (T.One - x.Weight)), wd = TSimd.Broadcast(y.Weight * x.Weight);
                    nint left = (nint)x.First * channels, right = (nint)x.Second * channels;
                    for (int j = 0; j < channels; j += TSimd.Count)
                    {
                        TInterpolation.Run<TVector, TSimd, T>(
                            upper + left + j, upper + right + j, lower + left + j, lower + right + j, wa, wb, wc, wd, results + j, Math.Min(TSimd.Count, channels - j));
                    }
                }
            }
        }
    }
}
