using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The mean.</summary>
internal readonly unsafe struct MeanWindow : IPoolWindow
{
    public static bool MayRepeat => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector sum = default;
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.First + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                sum = TSimd.Add(sum, PoolLanes.Load<TVector, TSimd, T>(pixel, valid));
            }
        }

        PoolLanes.Store<TVector, TSimd, T>(window.Result, TSimd.Multiply(sum, TSimd.Broadcast(window.Share)), valid);
    }
}

/// <summary>Adds to each pixel its share of the result.</summary>
internal readonly unsafe struct SpreadMean : IPoolWindow
{
    public static bool MayRepeat => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector share = TSimd.Multiply(PoolLanes.Load<TVector, TSimd, T>(window.Result, valid), TSimd.Broadcast(window.Share));
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.Second + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                PoolLanes.Store<TVector, TSimd, T>(pixel, TSimd.Add(share, PoolLanes.Load<TVector, TSimd, T>(pixel, valid)), valid);
            }
        }
    }
}

/// <summary>Writes to each pixel its share of the result.</summary>
internal readonly unsafe struct SpreadToDisjoint : IPoolWindow
{
    public static bool MayRepeat => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector share = TSimd.Multiply(PoolLanes.Load<TVector, TSimd, T>(window.Result, valid), TSimd.Broadcast(window.Share));
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.Second + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                PoolLanes.Store<TVector, TSimd, T>(pixel, share, valid);
            }
        }
    }
}
