using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The mean.</summary>
internal readonly unsafe struct MeanWindow : IPoolWindow
{
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
                sum = TSimd.Add(sum, TSimd.LoadPartial(pixel, valid));
            }
        }

        TSimd.StorePartial(window.Result, TSimd.Multiply(sum, TSimd.Broadcast(window.Share)), valid);
    }
}

/// <summary>Adds to each pixel its share of the result.</summary>
internal readonly unsafe struct SpreadMean : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector share = TSimd.Multiply(TSimd.LoadPartial(window.Result, valid), TSimd.Broadcast(window.Share));
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.Second + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                TSimd.StorePartial(pixel, TSimd.Add(share, TSimd.LoadPartial(pixel, valid)), valid);
            }
        }
    }
}

/// <summary>Writes to each pixel its share of the result.</summary>
internal readonly unsafe struct SpreadToDisjoint : IPoolWindow
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector share = TSimd.Multiply(TSimd.LoadPartial(window.Result, valid), TSimd.Broadcast(window.Share));
        for (int y = 0; y < window.Height; y++)
        {
            T* pixel = window.Second + (y * window.RowStride);
            for (int x = 0; x < window.Width; x++, pixel += window.PixelStride)
            {
                TSimd.StorePartial(pixel, share, valid);
            }
        }
    }
}
