using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The maximum; NaN where a pixel is.</summary>
internal readonly unsafe struct MaxWindow : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector best = TSimd.LoadPartial(window.First, valid);
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.First + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                best = TSimd.Max(best, TSimd.LoadPartial(pixel, valid));
            }
        }

        TSimd.StorePartial(window.Result, best, valid);
    }
}

/// <summary>The second array's value at the first maximum.</summary>
internal readonly unsafe struct GatherFromMax : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector best = TSimd.LoadPartial(window.First, valid), value = TSimd.LoadPartial(window.Second, valid);
        for (int y = 0; y < window.Height; y++)
        {
            nint at = y * window.RowStride;
            for (int x = 0; x < window.Width; x++, at += window.PixelStride)
            {
                TVector pixel = TSimd.LoadPartial(window.First + at, valid);
                TVector better = TSimd.Greater(pixel, best);
                value = TSimd.Select(better, TSimd.LoadPartial(window.Second + at, valid), value);
                best = TSimd.Select(better, pixel, best);
            }
        }

        TSimd.StorePartial(window.Result, value, valid);
    }
}

/// <summary>Adds the result at the first maximum.</summary>
internal readonly unsafe struct ScatterToMax : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        Scatter.Run<TVector, TSimd, T>(in window, valid, true);
}

/// <summary>Writes the result at the first maximum and zero elsewhere in the window.</summary>
internal readonly unsafe struct ScatterToDisjoint : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        Scatter.Run<TVector, TSimd, T>(in window, valid, false);
}

/// <summary>The common part of both.</summary>
internal static unsafe class Scatter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid, bool add)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector best = TSimd.LoadPartial(window.First, valid);
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.First + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                best = TSimd.MaxNative(TSimd.LoadPartial(pixel, valid), best);
            }
        }

        // What is left to give becomes zero at the first pixel that equals the maximum.
        TVector left = TSimd.LoadPartial(window.Result, valid);
        for (int y = 0; y < window.Height; y++)
        {
            nint at = y * window.RowStride;
            for (int x = 0; x < window.Width; x++, at += window.PixelStride)
            {
                TVector found = TSimd.Equal(TSimd.LoadPartial(window.First + at, valid), best);
                TVector given = TSimd.Select(found, left, default);
                left = TSimd.Select(found, default, left);
                if (add)
                {
                    given = TSimd.Add(given, TSimd.LoadPartial(window.Second + at, valid));
                }

                TSimd.StorePartial(window.Second + at, given, valid);
            }
        }
    }
}
