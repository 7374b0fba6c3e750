using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rationale.Kernels;

/// <summary>The loops around the tiles: which part of the factors is in which cache.</summary>
internal static unsafe class Blocks
{
    // A product of this size and more has left the second-level cache when it is added to again, or stands in that of another core.
    private const int FarBytes = 256 * 1024;

    /// <summary>
    /// Computes <c>C = epilogue(A·B [+ C])</c>, the rows of C one after the other. No sum is longer than <paramref name="maxDepth"/> before it is added to the
    /// others: short sums have small errors.
    /// </summary>
    public static void Multiply<T, TEpilogue>(
        T* a, nint rowStride, nint stepStride, T* packed, T* c, int m, int k, int n, bool accumulate, T* side, T below, int maxDepth = int.MaxValue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue =>
        Multiply<T, TEpilogue>(a, rowStride, stepStride, packed, c, n, m, k, n, accumulate, side, below, maxDepth);

    /// <summary>
    /// Computes <c>C = epilogue(A·B [+ C])</c>; <paramref name="rowStride"/> and <paramref name="stepStride"/> give the layout of A,
    /// <paramref name="productStride"/> the distance of C's rows.
    /// </summary>
    public static void Multiply<T, TEpilogue>(
        T* a, nint rowStride, nint stepStride, T* packed, T* c, nint productStride, int m, int k, int n, bool accumulate, T* side, T below, int maxDepth = int.MaxValue)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        Strip<T> strip = new() { RowStride = rowStride, StepStride = stepStride, ProductStride = productStride, Below = below };
        strip.Fetches = Sse.IsSupported && accumulate && m * productStride * sizeof(T) >= FarBytes;
        if (Vector512.IsHardwareAccelerated)
        {
            // Some machines multiply two short vectors in the time of one long vector, so a few columns at the end do not fill up a long one; but beside a
            // long vector that has no partner they are that partner, which shares what is read of the left factor.
            int rest = n % Vector512<T>.Count;
            int narrow = rest > Vector256<T>.Count || n / Vector512<T>.Count % 2 == 1 ? 0 : rest;
            Blocks<Vector512<T>, Simd512<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, 0, n - narrow, accumulate, side, maxDepth);
            if (narrow > Vector128<T>.Count)
            {
                Blocks<Vector256<T>, Simd256<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, n - narrow, n, accumulate, side, maxDepth);
            }
            else if (narrow > 0)
            {
                Blocks<Vector128<T>, Simd128<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, n - narrow, n, accumulate, side, maxDepth);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Blocks<Vector256<T>, Simd256<T>, T>.Multiply<Six, TEpilogue>(ref strip, a, packed, c, m, k, 0, n, accumulate, side, maxDepth);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Blocks<Vector128<T>, Simd128<T>, T>.Multiply<Six, TEpilogue>(ref strip, a, packed, c, m, k, 0, n, accumulate, side, maxDepth);
        }
        else
        {
            Blocks<T, SimdScalar<T>, T>.Multiply<Four, TEpilogue>(ref strip, a, packed, c, m, k, 0, n, accumulate, side, maxDepth);
        }
    }
}

/// <summary>The loops around the tiles for one vector width.</summary>
internal static unsafe class Blocks<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    // The strip of B that the row loop reuses (2 vectors wide) stays in a first-level cache of 48 KiB or 32 KiB beside the rows of A.
    private const int StripBytes = 32 * 1024;

    // The block of A that the strips reuse stays in a second-level cache of 512 KiB and more.
    private const int BlockBytes = 256 * 1024;

    /// <summary>The columns of the product from <paramref name="from"/> to before <paramref name="to"/>.</summary>
    public static void Multiply<TRows, TEpilogue>(ref Strip<T> strip, T* a, T* packed, T* c, int m, int k, int from, int to, bool accumulate, T* side, int maxDepth)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        int depth = Depth(k, maxDepth);
        int height = Math.Max(BlockBytes / (depth * sizeof(T)), 8 * TRows.Value);
        height -= height % TRows.Value;
        for (int i = 0; i < m; i += height)
        {
            int rows = Math.Min(height, m - i);
            for (int j = from; j < to; j += 2 * TSimd.Count)
            {
                bool two = to - j > TSimd.Count;
                strip.Valid = Math.Min(TSimd.Count, two ? to - j - TSimd.Count : to - j);
                for (int p = 0; p == 0 || p < k; p += depth)
                {
                    strip.Depth = Math.Min(depth, k - p);
                    strip.First = Column(packed, j, k) + ((nint)p * Panels.Width);
                    strip.Second = Column(packed, two ? j + TSimd.Count : j, k) + ((nint)p * Panels.Width);
                    strip.Accumulate = accumulate || p > 0;
                    T* left = a + (i * strip.RowStride) + (p * strip.StepStride);
                    nint at = (i * strip.ProductStride) + j;
                    T* beside = side + (TEpilogue.SideHasRows ? at : j);

                    // The epilogue belongs to the finished sum only.
                    if (p + depth < k)
                    {
                        Rows<TRows, StoreProduct, DenseLayout>(ref strip, two, left, c + at, beside, rows);
                    }
                    else
                    {
                        Rows<TRows, TEpilogue, DenseLayout>(ref strip, two, left, c + at, beside, rows);
                    }
                }
            }
        }
    }

    /// <summary>How many rows of B a sum covers before it is added to what is there.</summary>
    public static int Depth(int k, int maxDepth = int.MaxValue) => Even(k, Math.Min(maxDepth, StripBytes / (2 * TSimd.Count * sizeof(T))));

    // Equal blocks: 784 is twice 392, not 512 and 272.
    private static int Even(int k, int limit)
    {
        int blocks = Math.Max(1, (k + limit - 1) / limit);
        return Math.Max(1, (k + blocks - 1) / blocks);
    }

    /// <summary>Column <paramref name="j"/> of a packed factor with k rows.</summary>
    public static T* Column(T* packed, int j, int k) => packed + ((nint)(j / Panels.Width) * k * Panels.Width) + (j % Panels.Width);

    /// <summary>The tiles of <paramref name="rows"/> rows of one strip.</summary>
    public static void Rows<TRows, TEpilogue, TLayout>(ref Strip<T> strip, bool two, T* a, T* c, T* side, int rows)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
        where TLayout : struct, ILeftLayout
    {
        if (two)
        {
            Rows<TRows, Two, TEpilogue, TLayout>(ref strip, a, c, side, rows);
        }
        else
        {
            Rows<TRows, One, TEpilogue, TLayout>(ref strip, a, c, side, rows);
        }
    }

    private static void Rows<TRows, TVectors, TEpilogue, TLayout>(ref Strip<T> strip, T* a, T* c, T* side, int rows)
        where TRows : struct, INumber
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
        where TLayout : struct, ILeftLayout
    {
        while (rows >= TRows.Value)
        {
            Step<TRows, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows);
        }

        while (rows > 0)
        {
            // Seven is four and three, five is three and two: one row alone has too few chains to keep the multipliers busy.
            switch (rows)
            {
                case 6: Step<Six, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
                case 7: case 4: Step<Four, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
                case 5: case 3: Step<Three, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
                case 2: Step<Two, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
                default: Step<One, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<TRows, TVectors, TEpilogue, TLayout>(ref Strip<T> strip, ref T* a, ref T* c, ref T* side, ref int rows)
        where TRows : struct, INumber
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
        where TLayout : struct, ILeftLayout
    {
        if (strip.Fetches)
        {
            Fetch(c, strip.ProductStride, TRows.Value, TVectors.Value);
        }

        Tile<TVector, TSimd, T>.Multiply<TRows, TVectors, TEpilogue, TLayout>(in strip, a, c, side);
        rows -= TRows.Value;
        if (TLayout.IsScattered)
        {
            strip.LeftRows += TRows.Value;
            strip.ProductRows += TRows.Value;
            return;
        }

        a += TRows.Value * strip.RowStride;
        c += TRows.Value * strip.ProductStride;
        if (TEpilogue.SideHasRows)
        {
            side += TRows.Value * strip.ProductStride;
        }
    }

    /// <summary>Asks for the first and the last cache line of each row of a tile.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fetch(T* c, nint stride, int rows, int vectors)
    {
        for (nint last = (vectors * TSimd.Count) - 1; rows > 0; rows--, c += stride)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + last);
        }
    }
}
