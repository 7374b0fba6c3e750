using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>The loops around the tiles of a product whose left factor is scattered.</summary>
internal static unsafe class ScatteredBlocks
{
    /// <summary>
    /// Computes <c>C = epilogue(A·B [+ C])</c> for the first <paramref name="m"/> rows of the tables in <paramref name="strip"/>; B is packed with n columns.
    /// </summary>
    public static void Multiply<T, TEpilogue>(Strip<T> strip, T* a, T* packed, T* c, int m, int n, T* side)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ScatteredBlocks<Vector512<T>, Simd512<T>, T>.Multiply<Eight, TEpilogue>(strip, a, packed, c, m, n, side);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ScatteredBlocks<Vector256<T>, Simd256<T>, T>.Multiply<Six, TEpilogue>(strip, a, packed, c, m, n, side);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ScatteredBlocks<Vector128<T>, Simd128<T>, T>.Multiply<Six, TEpilogue>(strip, a, packed, c, m, n, side);
        }
        else
        {
            ScatteredBlocks<T, SimdScalar<T>, T>.Multiply<Four, TEpilogue>(strip, a, packed, c, m, n, side);
        }
    }
}

/// <summary>The loops around the tiles of a scattered product for one vector width.</summary>
internal static unsafe class ScatteredBlocks<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    // The part of a strip of B that the row loop reuses.
    private const int StripBytes = 32 * 1024;

    public static void Multiply<TRows, TEpilogue>(Strip<T> strip, T* a, T* packed, T* c, int m, int n, T* side)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        int segments = strip.SegmentCount, k = checked(segments * (int)strip.Depth);
        int limit = (int)Math.Clamp(StripBytes / Math.Max(1, strip.Depth * 2 * TSimd.Count * sizeof(T)), 1, segments);
        int blocks = (segments + limit - 1) / limit, step = (segments + blocks - 1) / blocks;
        bool accumulate = strip.Accumulate;
        for (int j = 0; j < n; j += 2 * TSimd.Count)
        {
            bool two = n - j > TSimd.Count;
            Strip<T> part = strip;
            part.Valid = Math.Min(TSimd.Count, two ? n - j - TSimd.Count : n - j);
            for (int s = 0; s < segments; s += step)
            {
                part.LeftRows = strip.LeftRows;
                part.ProductRows = strip.ProductRows;
                part.Segments = strip.Segments + s;
                part.SegmentCount = Math.Min(step, segments - s);
                nint p = s * strip.Depth * Panels.Width;
                part.First = Blocks<TVector, TSimd, T>.Column(packed, j, k) + p;
                part.Second = Blocks<TVector, TSimd, T>.Column(packed, two ? j + TSimd.Count : j, k) + p;
                part.Accumulate = accumulate || s > 0;

                // The epilogue belongs to the finished sum only.
                if (s + step < segments)
                {
                    Rows<TRows, StoreProduct>(ref part, two, a, c + j, side + j, m);
                }
                else
                {
                    Rows<TRows, TEpilogue>(ref part, two, a, c + j, side + j, m);
                }
            }
        }
    }

    private static void Rows<TRows, TEpilogue>(ref Strip<T> strip, bool two, T* a, T* c, T* side, int rows)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        // Two vectors share what is read of a row; one alone had better share it between the rows.
        if (two || !SlidingTile<TVector, TSimd, T>.IsPossible || strip.Line < SlidingTile<TVector, TSimd, T>.Windows)
        {
            Blocks<TVector, TSimd, T>.Rows<TRows, TEpilogue, ScatteredLayout>(ref strip, two, a, c, side, rows);
        }
        else if (strip.Pixels == 3)
        {
            Lines<TRows, Three, TEpilogue>(ref strip, a, c, side, rows);
        }
        else
        {
            Lines<TRows, Five, TEpilogue>(ref strip, a, c, side, rows);
        }
    }

    private static void Lines<TRows, TKernel, TEpilogue>(ref Strip<T> strip, T* a, T* c, T* side, int rows)
        where TRows : struct, INumber
        where TKernel : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        for (; rows > 0; rows -= strip.Line)
        {
            int left = strip.Line;
            for (; left >= SlidingTile<TVector, TSimd, T>.Windows; left -= SlidingTile<TVector, TSimd, T>.Windows)
            {
                SlidingTile<TVector, TSimd, T>.Multiply<TKernel, TEpilogue>(in strip, a, c, side);
                strip.LeftRows += SlidingTile<TVector, TSimd, T>.Windows;
                strip.ProductRows += SlidingTile<TVector, TSimd, T>.Windows;
            }

            Blocks<TVector, TSimd, T>.Rows<TRows, TEpilogue, ScatteredLayout>(ref strip, false, a, c, side, left);
        }
    }
}
