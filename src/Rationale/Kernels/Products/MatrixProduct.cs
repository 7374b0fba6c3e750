using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>
/// Products of rows with a matrix that is read where it stands. A few rows meet the rows of the matrix directly; more meet some columns at a time that are packed into working memory of the thread,
/// which stays in its second-level cache. Either way the bits are those of a matrix that was packed before.
/// </summary>
internal static unsafe class MatrixProduct
{
    /// <summary>The most rows for which columns that are used once are not worth packing.</summary>
    private const int FewRows = 16;

    /// <summary>The same for a matrix that a second-level cache does not hold beside others, where vectors are short: it is read again for every two rows.</summary>
    private static readonly int FewRowsOfLarge = Vector512.IsHardwareAccelerated ? FewRows : 4;

    /// <summary>Elements from which on a matrix is large.</summary>
    private const int LargeElements = 64 * 1024;

    /// <summary>Elements of the columns that are packed together, unless 64 columns have more.</summary>
    private const int PackedElements = 64 * 1024;

    /// <summary>Four panels: packing reads whole pieces of rows, and vectors of every width begin where those of the whole matrix begin.</summary>
    private const int ColumnStep = 4 * Panels.Width;

    /// <summary>Computes <c>C = epilogue(A·op(B))</c>; A is [m, k] and B [k, n], or [n, k] if <paramref name="transposed"/>.</summary>
    public static void Multiply<T, TEpilogue>(T* a, T* b, bool transposed, T* c, int m, int k, int n, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        int done = m <= ((long)k * n < LargeElements ? FewRows : FewRowsOfLarge) && !transposed ? Direct<T, TEpilogue>(a, b, c, m, k, n, side, below) : 0;
        int columns = Math.Max(ColumnStep, PackedElements / Math.Max(k, 1) / ColumnStep * ColumnStep);
        T* packed = done < n ? Scratch.Take<T>(Panels.Length(k, Math.Min(columns, n - done))) : null;
        for (int j = done; j < n; j += columns)
        {
            int count = Math.Min(columns, n - j);
            if (transposed)
            {
                Panels.PackTransposed(b + ((nint)j * k), packed, k, count);
            }
            else
            {
                Panels.Pack(b + j, n, packed, k, count);
            }

            Blocks.Multiply<T, TEpilogue>(a, k, 1, packed, c + j, n, m, k, count, false, side + j, below);
        }
    }

    /// <summary>The columns of vectors that have partners, for a few rows; returns how many they are.</summary>
    private static int Direct<T, TEpilogue>(T* a, T* b, T* c, int m, int k, int n, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue =>
        Vector512.IsHardwareAccelerated ? MatrixRows<Vector512<T>, Simd512<T>, T>.Multiply<TEpilogue>(a, b, c, m, k, n, side, below)
            : Vector256.IsHardwareAccelerated ? MatrixRows<Vector256<T>, Simd256<T>, T>.Multiply<TEpilogue>(a, b, c, m, k, n, side, below)
            : Vector128.IsHardwareAccelerated ? MatrixRows<Vector128<T>, Simd128<T>, T>.Multiply<TEpilogue>(a, b, c, m, k, n, side, below)
            : MatrixRows<T, SimdScalar<T>, T>.Multiply<TEpilogue>(a, b, c, m, k, n, side, below);
}

/// <summary>Products of a few rows with the rows of a matrix, for one vector width.</summary>
internal static unsafe class MatrixRows<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Vectors of columns that stay in registers.</summary>
    private const int Vectors = 4;

    /// <summary>Computes the columns of vectors that have partners in a packed matrix, and returns how many they are. What is left is multiplied in its own way, the same as that of the last columns of the whole matrix.</summary>
    public static int Multiply<TEpilogue>(T* a, T* b, T* c, int m, int k, int n, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        // Sums are split where those of packed panels are, so that bits are the same.
        int depth = Blocks<TVector, TSimd, T>.Depth(k);
        int covered = Partners(n, k) * TSimd.Count;
        for (int j = 0, vectors; j < covered; j += vectors * TSimd.Count)
        {
            vectors = Math.Min((covered - j) / TSimd.Count, Vectors);
            T* beside = side + j;
            for (int p = 0; p == 0 || p < k; p += depth)
            {
                Strip<T> strip = new() { RowStride = k, ProductStride = n, Depth = Math.Min(depth, k - p), Accumulate = p > 0, Valid = TSimd.Count, Below = below };
                if (p + depth < k)
                {
                    Rows<StoreProduct>(in strip, vectors, a + p, b + ((nint)p * n) + j, c + j, beside, m);
                }
                else
                {
                    Rows<TEpilogue>(in strip, vectors, a + p, b + ((nint)p * n) + j, c + j, beside, m);
                }
            }
        }

        return covered;
    }

    /// <summary>How many vectors from the first on go in pairs or threes in a packed matrix, so that each of their sums runs in order (<see cref="Blocks"/>), and leave columns that would be multiplied in the same way without them.</summary>
    private static int Partners(int n, int k)
    {
        int vectors = n / TSimd.Count, rest = n % TSimd.Count;
        if (sizeof(TVector) < sizeof(Vector512<byte>))
        {
            return vectors & ~1;
        }

        bool isFew = rest == 0 || LastColumns.AreWorthwhile(rest, k);
        return (vectors & ~3) + ((vectors & 3) switch
        {
            3 => isFew ? 3 : 2,
            2 => isFew || rest <= TSimd.Count / 2 ? 2 : 0,
            _ => 0,
        });
    }

    private static void Rows<TEpilogue>(in Strip<T> strip, int vectors, T* a, T* b, T* c, T* side, int m)
        where TEpilogue : struct, IEpilogue
    {
        switch (vectors)
        {
            case 4: Rows<Four, TEpilogue>(in strip, a, b, c, side, m); break;
            case 3: Rows<Three, TEpilogue>(in strip, a, b, c, side, m); break;
            default: Rows<Two, TEpilogue>(in strip, a, b, c, side, m); break;
        }
    }

    private static void Rows<TVectors, TEpilogue>(in Strip<T> strip, T* a, T* b, T* c, T* side, int m)
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        // Four rows of four vectors are more than 16 registers.
        bool four = typeof(TVector) == typeof(Vector512<T>) || TVectors.Value == 2;
        for (int i = 0; i < m;)
        {
            T* left = a + (i * strip.RowStride);
            T* product = c + (i * strip.ProductStride);
            T* beside = TEpilogue.SideHasRows ? side + (i * strip.ProductStride) : side;
            if (four && m - i >= 4)
            {
                Multiply<Four, TVectors, TEpilogue>(in strip, left, b, product, beside);
                i += 4;
            }
            else if (m - i >= 2)
            {
                Multiply<Two, TVectors, TEpilogue>(in strip, left, b, product, beside);
                i += 2;
            }
            else
            {
                Multiply<One, TVectors, TEpilogue>(in strip, left, b, product, beside);
                i++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TVectors, TEpilogue>(in Strip<T> strip, T* a, T* b, T* c, T* side)
        where TRows : struct, INumber
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector sum00 = default, sum01 = default, sum02 = default, sum03 = default;
        TVector sum10 = default, sum11 = default, sum12 = default, sum13 = default;
        TVector sum20 = default, sum21 = default, sum22 = default, sum23 = default;
        TVector sum30 = default, sum31 = default, sum32 = default, sum33 = default;
        nint stride = strip.ProductStride;
        T* a1 = a + strip.RowStride;
        T* a2 = a1 + strip.RowStride;
        T* a3 = a2 + strip.RowStride;
        for (nint p = 0; p < strip.Depth; p++, b += stride)
        {
            TVector b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count);
            TVector b2 = TVectors.Value > 2 ? TSimd.Load(b + (2 * TSimd.Count)) : default, b3 = TVectors.Value > 3 ? TSimd.Load(b + (3 * TSimd.Count)) : default;
            Add<TVectors>(a[p], b0, b1, b2, b3, ref sum00, ref sum01, ref sum02, ref sum03);
            if (TRows.Value > 1)
            {
                Add<TVectors>(a1[p], b0, b1, b2, b3, ref sum10, ref sum11, ref sum12, ref sum13);
            }

            if (TRows.Value > 2)
            {
                Add<TVectors>(a2[p], b0, b1, b2, b3, ref sum20, ref sum21, ref sum22, ref sum23);
                Add<TVectors>(a3[p], b0, b1, b2, b3, ref sum30, ref sum31, ref sum32, ref sum33);
            }
        }

        Finish<TVectors, TEpilogue>(in strip, 0, sum00, sum01, sum02, sum03, c, side);
        if (TRows.Value > 1)
        {
            Finish<TVectors, TEpilogue>(in strip, 1, sum10, sum11, sum12, sum13, c, side);
        }

        if (TRows.Value > 2)
        {
            Finish<TVectors, TEpilogue>(in strip, 2, sum20, sum21, sum22, sum23, c, side);
            Finish<TVectors, TEpilogue>(in strip, 3, sum30, sum31, sum32, sum33, c, side);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(T factor, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
        where TVectors : struct, INumber
    {
        TVector all = TSimd.Broadcast(factor);
        sum0 = TSimd.MultiplyAdd(all, b0, sum0);
        sum1 = TSimd.MultiplyAdd(all, b1, sum1);
        if (TVectors.Value > 2)
        {
            sum2 = TSimd.MultiplyAdd(all, b2, sum2);
        }

        if (TVectors.Value > 3)
        {
            sum3 = TSimd.MultiplyAdd(all, b3, sum3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors, TEpilogue>(in Strip<T> strip, int row, TVector sum0, TVector sum1, TVector sum2, TVector sum3, T* c, T* side)
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, row, sum0, sum1, c, side);
        if (TVectors.Value == 4)
        {
            Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, row, sum2, sum3, c + (2 * TSimd.Count), side + (2 * TSimd.Count));
        }
        else if (TVectors.Value == 3)
        {
            Tile<TVector, TSimd, T>.Finish<One, TEpilogue, DenseLayout>(in strip, row, sum2, default, c + (2 * TSimd.Count), side + (2 * TSimd.Count));
        }
    }
}
