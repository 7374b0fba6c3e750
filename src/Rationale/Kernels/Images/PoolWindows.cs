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
    /// <summary>Reads or writes one window for the first <paramref name="valid"/> channels of a vector.</summary>
    static abstract void Run<TVector, TSimd, T>(in PoolWindow<T> window, int valid)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
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
