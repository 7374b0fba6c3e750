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
    private static readonly int FewRows = Vector512.IsHardwareAccelerated ? 16 : 4;

    /// <summary>Elements of the columns that are packed together, unless 64 columns have more.</summary>
    private const int PackedElements = 64 * 1024;

    /// <summary>Four panels: packing reads whole pieces of rows, and vectors of every width begin where those of the whole matrix begin.</summary>
    private const int ColumnStep = 4 * Panels.Width;

    /// <summary>Computes <c>C = epilogue(A·op(B))</c>; A is [m, k] and B [k, n], or [n, k] if <paramref name="transposed"/>.</summary>
    public static void Multiply<T, TEpilogue>(T* a, T* b, bool transposed, T* c, int m, int k, int n, T* side, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        int done = m <= FewRows && !transposed ? Direct<T, TEpilogue>(a, b, c, m, k, n, side, below) : 0;
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

    /// <summary>The columns that whole groups of vectors cover, for a few rows; returns how many they are.</summary>
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

    /// <summary>Computes the columns that whole groups of vectors cover, and returns how many they are.</summary>
    public static int Multiply<TEpilogue>(T* a, T* b, T* c, int m, int k, int n, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        // Sums are split where those of packed panels are, so that bits are the same.
        int depth = Blocks<TVector, TSimd, T>.Depth(k);
        int covered = n - (n % (Vectors * TSimd.Count));
        for (int j = 0; j < covered; j += Vectors * TSimd.Count)
        {
            T* beside = side + j;
            for (int p = 0; p == 0 || p < k; p += depth)
            {
                Strip<T> strip = new() { RowStride = k, ProductStride = n, Depth = Math.Min(depth, k - p), Accumulate = p > 0, Valid = TSimd.Count, Below = below };
                if (p + depth < k)
                {
                    Rows<StoreProduct>(in strip, a + p, b + ((nint)p * n) + j, c + j, beside, m);
                }
                else
                {
                    Rows<TEpilogue>(in strip, a + p, b + ((nint)p * n) + j, c + j, beside, m);
                }
            }
        }

        return covered;
    }

    private static void Rows<TEpilogue>(in Strip<T> strip, T* a, T* b, T* c, T* side, int m)
        where TEpilogue : struct, IEpilogue
    {
        // Four rows of four vectors are more than 16 registers.
        bool four = typeof(TVector) == typeof(Vector512<T>);
        for (int i = 0; i < m;)
        {
            T* left = a + (i * strip.RowStride);
            T* product = c + (i * strip.ProductStride);
            T* beside = TEpilogue.SideHasRows ? side + (i * strip.ProductStride) : side;
            if (four && m - i >= 4)
            {
                Multiply<Four, TEpilogue>(in strip, left, b, product, beside);
                i += 4;
            }
            else if (m - i >= 2)
            {
                Multiply<Two, TEpilogue>(in strip, left, b, product, beside);
                i += 2;
            }
            else
            {
                Multiply<One, TEpilogue>(in strip, left, b, product, beside);
                i++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TEpilogue>(in Strip<T> strip, T* a, T* b, T* c, T* side)
        where TRows : struct, INumber
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
            TVector b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count), b2 = TSimd.Load(b + (2 * TSimd.Count)), b3 = TSimd.Load(b + (3 * TSimd.Count));
            Add(a[p], b0, b1, b2, b3, ref sum00, ref sum01, ref sum02, ref sum03);
            if (TRows.Value > 1)
            {
                Add(a1[p], b0, b1, b2, b3, ref sum10, ref sum11, ref sum12, ref sum13);
            }

            if (TRows.Value > 2)
            {
                Add(a2[p], b0, b1, b2, b3, ref sum20, ref sum21, ref sum22, ref sum23);
                Add(a3[p], b0, b1, b2, b3, ref sum30, ref sum31, ref sum32, ref sum33);
            }
        }

        Finish<TEpilogue>(in strip, 0, sum00, sum01, sum02, sum03, c, side);
        if (TRows.Value > 1)
        {
            Finish<TEpilogue>(in strip, 1, sum10, sum11, sum12, sum13, c, side);
        }

        if (TRows.Value > 2)
        {
            Finish<TEpilogue>(in strip, 2, sum20, sum21, sum22, sum23, c, side);
            Finish<TEpilogue>(in strip, 3, sum30, sum31, sum32, sum33, c, side);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector b0, TVector b1, TVector b2, TVector b3, ref TVector sum0, ref TVector sum1, ref TVector sum2, ref TVector sum3)
    {
        TVector all = TSimd.Broadcast(factor);
        sum0 = TSimd.MultiplyAdd(all, b0, sum0);
        sum1 = TSimd.MultiplyAdd(all, b1, sum1);
        sum2 = TSimd.MultiplyAdd(all, b2, sum2);
        sum3 = TSimd.MultiplyAdd(all, b3, sum3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(in Strip<T> strip, int row, TVector sum0, TVector sum1, TVector sum2, TVector sum3, T* c, T* side)
        where TEpilogue : struct, IEpilogue
    {
        Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, row, sum0, sum1, c, side);
        Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, row, sum2, sum3, c + (2 * TSimd.Count), side + (2 * TSimd.Count));
    }
}
