using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The maximum; NaN where a pixel is.</summary>
internal readonly unsafe struct MaxWindow : IPoolWindow
{
    public static bool MayRepeat => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector best = PoolLanes.Load<TVector, TSimd, T>(window.First, valid);
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.First + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                best = TSimd.Max(best, PoolLanes.Load<TVector, TSimd, T>(pixel, valid));
            }
        }

        PoolLanes.Store<TVector, TSimd, T>(window.Result, best, valid);
    }
}

/// <summary>The second array's value at the first maximum.</summary>
internal readonly unsafe struct GatherFromMax : IPoolWindow
{
    public static bool MayRepeat => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector best = PoolLanes.Load<TVector, TSimd, T>(window.First, valid), value = PoolLanes.Load<TVector, TSimd, T>(window.Second, valid);
        for (int y = 0; y < window.Height; y++)
        {
            nint at = y * window.RowStride;
            for (int x = 0; x < window.Width; x++, at += window.PixelStride)
            {
                TVector pixel = PoolLanes.Load<TVector, TSimd, T>(window.First + at, valid);
                TVector better = TSimd.Greater(pixel, best);
                value = TSimd.Select(better, PoolLanes.Load<TVector, TSimd, T>(window.Second + at, valid), value);
                best = TSimd.Select(better, pixel, best);
            }
        }

        PoolLanes.Store<TVector, TSimd, T>(window.Result, value, valid);
    }
}

/// <summary>Adds the result at the first maximum.</summary>
internal readonly unsafe struct ScatterToMax : IPoolWindow
{
    public static bool MayRepeat => false;

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
    public static bool MayRepeat => true;

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
        TVector best = PoolLanes.Load<TVector, TSimd, T>(window.First, valid);
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.First + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                best = TSimd.MaxNative(PoolLanes.Load<TVector, TSimd, T>(pixel, valid), best);
            }
        }

        // What is left to give becomes zero at the first pixel that equals the maximum.
        TVector left = PoolLanes.Load<TVector, TSimd, T>(window.Result, valid);
        for (int y = 0; y < window.Height; y++)
        {
            nint at = y * window.RowStride;
            for (int x = 0; x < window.Width; x++, at += window.PixelStride)
            {
                TVector found = TSimd.Equal(PoolLanes.Load<TVector, TSimd, T>(window.First + at, valid), best);
                TVector given = TSimd.Select(found, left, default);
                left = TSimd.Select(found, default, left);
                if (add)
                {
                    given = TSimd.Add(given, PoolLanes.Load<TVector, TSimd, T>(window.Second + at, valid));
                }

                PoolLanes.Store<TVector, TSimd, T>(window.Second + at, given, valid);
            }
        }
    }
}
