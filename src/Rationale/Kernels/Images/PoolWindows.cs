using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>The pixels of one window inside the image, for one vector of channels.</summary>
internal unsafe struct PoolWindow<T>
    where T : unmanaged
{
    /// <summary>The first pixel.</summary>
    public T* First;

    /// <summary>The same pixel of the second array.</summary>
    public T* Second;

    /// <summary>The window's element of the smaller array.</summary>
    public T* Result;

    /// <summary>Rows inside the image.</summary>
    public int Height;

    /// <summary>Columns inside the image.</summary>
    public int Width;

    /// <summary>Elements from row to row.</summary>
    public nint RowStride;

    /// <summary>Elements from pixel to pixel.</summary>
    public nint PixelStride;

    /// <summary>One over the number of pixels.</summary>
    public T Share;
}

/// <summary>What is done in each window.</summary>
internal interface IPoolWindow
{
    /// <summary>Whether a window may be done twice: it writes and does not add.</summary>
    static abstract bool MayRepeat { get; }

    /// <summary>Reads or writes one window for the first <paramref name="valid"/> channels of a vector.</summary>
    static abstract void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>Parts of vectors; where the count is a constant the compiler drops the branch.</summary>
internal static unsafe class PoolLanes
{
    /// <summary>Reads the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load<TVector, TSimd, T>(T* source, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T> => valid == TSimd.Count ? TSimd.Load(source) : TSimd.LoadPartial(source, valid);

    /// <summary>Writes the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TVector, TSimd, T>(T* destination, TVector value, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        if (valid == TSimd.Count)
        {
            TSimd.Store(destination, value);
        }
        else
        {
            TSimd.StorePartial(destination, value, valid);
        }
    }
}

/// <summary>All windows of a batch, at the width of this machine or, for few channels, of the channels.</summary>
internal static unsafe class PoolWindows
{
    /// <summary>Runs over all windows: <paramref name="x"/> and <paramref name="second"/> are images, <paramref name="result"/> has an element for each window.</summary>
    public static void Run<T, TWindow>(T* x, T* second, T* result, int rows, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TWindow : struct, IPoolWindow
    {
        if (g.Channels == 1)
        {
            Run<T, SimdScalar<T>, T, TWindow>(x, second, result, rows, g);
        }
        else if (Vector512.IsHardwareAccelerated && g.Channels > Vector256<T>.Count)
        {
            Run<Vector512<T>, Simd512<T>, T, TWindow>(x, second, result, rows, g);
        }
        else if (Vector256.IsHardwareAccelerated && g.Channels > Vector128<T>.Count)
        {
            Run<Vector256<T>, Simd256<T>, T, TWindow>(x, second, result, rows, g);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<Vector128<T>, Simd128<T>, T, TWindow>(x, second, result, rows, g);
        }
        else
        {
            Run<T, SimdScalar<T>, T, TWindow>(x, second, result, rows, g);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TVector, TSimd, T, TWindow>(T* x, T* second, T* result, int rows, PoolGeometry g)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
        where TWindow : struct, IPoolWindow
    {
        int channels = g.Channels;
        PoolWindow<T> window = new() { PixelStride = channels, RowStride = (nint)g.Width * channels, Result = result };
        for (int row = 0; row < rows; row++)
        {
            nint image = row * (nint)g.Input;
            for (int oy = 0; oy < g.OutHeight; oy++)
            {
                (int top, int bottom) = g.Rows(oy);
                window.Height = bottom - top;
                for (int ox = 0; ox < g.OutWidth; ox++)
                {
                    (int left, int right) = g.Columns(ox);
                    if (window.Width != right - left || ox == 0)
                    {
                        window.Width = right - left;
                        window.Share = T.One / T.CreateTruncating(window.Height * window.Width);
                    }

                    nint at = image + (top * window.RowStride) + (left * window.PixelStride);
                    if (TWindow.MayRepeat && channels >= TSimd.Count)
                    {
                        // The last vector covers some channels of the one before it again, which writes the same values.
                        T* results = window.Result;
                        for (int j = 0; j < channels; j += TSimd.Count)
                        {
                            int from = Math.Min(j, channels - TSimd.Count);
                            window.First = x + at + from;
                            window.Second = second + at + from;
                            window.Result = results + from;
                            TWindow.Run<TVector, TSimd, T>(in window, TSimd.Count);
                        }

                        window.Result = results + channels;
                        continue;
                    }

                    for (int j = 0; j < channels; j += TSimd.Count)
                    {
                        int valid = Math.Min(TSimd.Count, channels - j);
                        window.First = x + at + j;
                        window.Second = second + at + j;
                        TWindow.Run<TVector, TSimd, T>(in window, valid);
                        window.Result += valid;
                    }
                }
            }
        }
    }
}
