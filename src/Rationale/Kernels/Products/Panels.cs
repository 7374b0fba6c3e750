using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// The layout of a packed right factor: panels of 16 columns; in a panel, row after row, the last panel filled up with zeros. The same on every
/// machine, so that its size is known when code is generated; a kernel takes from it vectors of whatever width it has.
/// </summary>
internal static unsafe class Panels
{
    /// <summary>Columns of a panel.</summary>
    public const int Width = 16;

    /// <summary>Elements of a packed matrix.</summary>
    public static long Length(int k, int n) => (long)k * ((n + (long)Width - 1) / Width * Width);

    /// <summary>Whether a matrix of <paramref name="n"/> columns is a panel as it stands.</summary>
    public static bool IsPanel(int n, bool transposed) => n == Width && !transposed;

    /// <summary>Packs <paramref name="b"/>, k rows of n.</summary>
    public static void Pack<T>(T* b, T* packed, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Pack(b, n, packed, k, n);

    /// <summary>Packs k rows of n, <paramref name="stride"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Pack<T>(T* b, nint stride, T* packed, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Four panels at a time: a row of the source is then read in pieces of several cache lines.
        nint panel = (nint)k * Width;
        int j = 0;
        for (; j + (4 * Width) <= n; j += 4 * Width, packed += 4 * panel)
        {
            T* source = b + j;
            T* destination = packed;
            for (int p = 0; p < k; p++, destination += Width, source += stride)
            {
                Unsafe.CopyBlockUnaligned(destination, source, (uint)(Width * sizeof(T)));
                Unsafe.CopyBlockUnaligned(destination + panel, source + Width, (uint)(Width * sizeof(T)));
                Unsafe.CopyBlockUnaligned(destination + (2 * panel), source + (2 * Width), (uint)(Width * sizeof(T)));
                Unsafe.CopyBlockUnaligned(destination + (3 * panel), source + (3 * Width), (uint)(Width * sizeof(T)));
            }
        }

        for (; j + Width <= n; j += Width, packed += panel)
        {
            T* source = b + j;
            T* destination = packed;
            for (int p = 0; p < k; p++, destination += Width, source += stride)
            {
                Unsafe.CopyBlockUnaligned(destination, source, (uint)(Width * sizeof(T)));
            }
        }

        if (j == n)
        {
            return;
        }

        if (Vector512.IsHardwareAccelerated)
        {
            PackPart<Vector512<T>, Simd512<T>, T>(b + j, packed, k, stride, n - j);
        }
        else
        {
            PackPart<Vector128<T>, Simd128<T>, T>(b + j, packed, k, stride, n - j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void PackPart<TVector, TSimd, T>(T* source, T* packed, int k, nint stride, int columns)
        where TVector : unmanaged
        where T : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        for (int i = 0; i < Width; i += TSimd.Count)
        {
            int valid = Math.Clamp(columns - i, 0, TSimd.Count);
            T* from = source + i;
            T* to = packed + i;
            for (int p = 0; p < k; p++, to += Width, from += stride)
            {
                TSimd.Store(to, TSimd.LoadPartial(from, valid));
            }
        }
    }

    /// <summary>Packs the transpose of <paramref name="b"/>, n rows of k.</summary>
    public static void PackTransposed<T>(T* b, T* packed, int k, int n)
        where T : unmanaged =>
        PackTransposed(b, packed, k, n, (nint)k * Width);

    /// <summary>Packs the transpose of n rows of k as a part of a factor whose panels are <paramref name="panel"/> elements apart.</summary>
    public static void PackTransposed<T>(T* b, T* packed, int k, int n, nint panel)
        where T : unmanaged
    {
        for (int j = 0; j < n; j += Width, packed += panel)
        {
            int columns = Math.Min(Width, n - j);
            if (columns < Width)
            {
                NativeMemory.Clear(packed, (nuint)k * Width * (nuint)sizeof(T));
            }

            Transposition.Run(b + ((nint)j * k), k, packed, Width, columns, k);
        }
    }
}
