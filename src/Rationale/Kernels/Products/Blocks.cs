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
            // A few columns at the end do not fill up a long vector. Beside a long vector that has no partner they are that partner, which shares what is read of the left factor. Three long vectors are partners of each other.
            int rest = n % Vector512<T>.Count, vectors = n / Vector512<T>.Count;
            int last = vectors % 4 != 1 && maxDepth == int.MaxValue && LastColumns.AreWorthwhile(rest, k) ? rest : 0;
            int narrow = last > 0 || rest > Vector256<T>.Count || vectors % 2 == 1 ? 0 : rest;
            Blocks<Vector512<T>, Simd512<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, 0, n - narrow - last, accumulate, side, maxDepth);
            if (last > 0)
            {
                LastColumns<Vector512<T>, Simd512<T>, T>.Multiply<TEpilogue>(
                    a, rowStride, stepStride, Blocks<Vector512<T>, Simd512<T>, T>.Column(packed, n - last, k), c + (n - last), productStride, m, k, last, accumulate, side + (n - last), below);
            }
            else if (narrow > Vector128<T>.Count)
            {
                // Some machines multiply two short vectors in the time of one long vector.
                Blocks<Vector256<T>, Simd256<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, n - narrow, n, accumulate, side, maxDepth);
            }
            else if (narrow > 0)
            {
                Blocks<Vector128<T>, Simd128<T>, T>.Multiply<Eight, TEpilogue>(ref strip, a, packed, c, m, k, n - narrow, n, accumulate, side, maxDepth);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            int rest = n % Vector256<T>.Count;
            int last = maxDepth == int.MaxValue && LastColumns.AreWorthwhile(rest, k) ? rest : 0;
            Blocks<Vector256<T>, Simd256<T>, T>.Multiply<Six, TEpilogue>(ref strip, a, packed, c, m, k, 0, n - last, accumulate, side, maxDepth);
            if (last > 0)
            {
                LastColumns<Vector256<T>, Simd256<T>, T>.Multiply<TEpilogue>(
                    a, rowStride, stepStride, Blocks<Vector256<T>, Simd256<T>, T>.Column(packed, n - last, k), c + (n - last), productStride, m, k, last, accumulate, side + (n - last), below);
            }
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
        int depth = Depth(k, maxDepth), height = m;
        if ((long)m * depth * sizeof(T) > BlockBytes)
        {
            height = Math.Max(BlockBytes / (depth * sizeof(T)), 8 * TRows.Value);
            height -= height % TRows.Value;
        }

        for (int i = 0; i < m; i += height)
        {
            int rows = Math.Min(height, m - i);
            for (int j = from, vectors; j < to; j += vectors * TSimd.Count)
            {
                vectors = Vectors(j, to);
                strip.Valid = Math.Min(TSimd.Count, to - j - ((vectors - 1) * TSimd.Count));
                for (int p = 0; p == 0 || p < k; p += depth)
                {
                    strip.Depth = Math.Min(depth, k - p);
                    strip.First = Column(packed, j, k) + ((nint)p * Panels.Width);
                    strip.Second = Column(packed, vectors > 1 ? j + TSimd.Count : j, k) + ((nint)p * Panels.Width);
                    if (vectors > 2)
                    {
                        strip.Third = Column(packed, j + (2 * TSimd.Count), k) + ((nint)p * Panels.Width);
                    }

                    strip.Accumulate = accumulate || p > 0;
                    T* left = a + (i * strip.RowStride) + (p * strip.StepStride);
                    nint at = (i * strip.ProductStride) + j;
                    T* beside = side + (TEpilogue.SideHasRows ? at : j);

                    // The epilogue belongs to the finished sum only.
                    if (p + depth < k)
                    {
                        Rows<TRows, StoreProduct>(ref strip, vectors, left, c + at, beside, rows);
                    }
                    else
                    {
                        Rows<TRows, TEpilogue>(ref strip, vectors, left, c + at, beside, rows);
                    }
                }
            }
        }
    }

    /// <summary>
    /// How many vectors of columns from <paramref name="j"/> on go together: three where no others are left of a group of four. Other places would make bits depend on which columns of a matrix are multiplied at a time.
    /// </summary>
    private static int Vectors(int j, int to)
    {
        int left = (to - j + TSimd.Count - 1) / TSimd.Count;
        return WideTile<TVector, TSimd, T>.IsPossible && left == 3 && j % (4 * TSimd.Count) == 0 ? 3 : Math.Min(left, 2);
    }

    /// <summary>How many rows of B a sum covers before it is added to what is there.</summary>
    public static int Depth(int k, int maxDepth = int.MaxValue) => Even(k, Math.Min(maxDepth, StripBytes / (2 * TSimd.Count * sizeof(T))));

    // Equal blocks: 784 is twice 392, not 512 and 272.
    private static int Even(int k, int limit)
    {
        if (k <= limit)
        {
            return Math.Max(1, k);
        }

        int blocks = (k + limit - 1) / limit;
        return (k + blocks - 1) / blocks;
    }

    /// <summary>Column <paramref name="j"/> of a packed factor with k rows.</summary>
    public static T* Column(T* packed, int j, int k) => packed + ((nint)(j / Panels.Width) * k * Panels.Width) + (j % Panels.Width);

    // Inlined: small products of a batch are over in a tenth of a microsecond.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rows<TRows, TEpilogue>(ref Strip<T> strip, int vectors, T* a, T* c, T* side, int rows)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        if (vectors == 3)
        {
            Rows<TRows, Three, TEpilogue, DenseLayout>(ref strip, a, c, side, rows);
        }
        else if (vectors == 2 && strip.Depth is > 0 and <= ShallowTile<TVector, TSimd, T>.MaxDepth)
        {
            ShallowTile<TVector, TSimd, T>.Rows<TEpilogue>(in strip, a, c, side, rows);
        }
        else
        {
            Rows<TRows, TEpilogue, DenseLayout>(ref strip, vectors == 2, a, c, side, rows);
        }
    }

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
        // One or two rows alone have too few chains to keep the multipliers busy: the last rows are divided more evenly.
        while (rows >= TRows.Value && (TRows.Value <= 4 || rows - TRows.Value is not (1 or 2)))
        {
            Step<TRows, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows);
        }

        while (rows > 0)
        {
            switch (rows)
            {
                case 10: case 9: case 6: Step<Six, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
                case 8: case 7: case 4: Step<Four, TVectors, TEpilogue, TLayout>(ref strip, ref a, ref c, ref side, ref rows); break;
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

        if (TVectors.Value == 3)
        {
            WideTile<TVector, TSimd, T>.Multiply<TRows, TEpilogue>(in strip, a, c, side);
        }
        else
        {
            Tile<TVector, TSimd, T>.Multiply<TRows, TVectors, TEpilogue, TLayout>(in strip, a, c, side);
        }

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

    /// <summary>Asks for the cache lines of a tile of the product.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fetch(T* c, nint stride, int rows, int vectors)
    {
        const int Line = 64;
        for (nint last = (vectors * TSimd.Count) - 1; rows > 0; rows--, c += stride)
        {
            for (nint at = 0; at < last; at += Line / sizeof(T))
            {
                Sse.Prefetch0(c + at);
            }

            Sse.Prefetch0(c + last);
        }
    }
}
