using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>
/// The last few columns of a product, which would leave most lanes of their vector empty. Where the rows of the left factor stand in memory as they are, its inner dimension is in the lanes: each element is
/// one scalar product. Where its columns do, as in the gradient of a weight, its rows are.
/// </summary>
internal static unsafe class LastColumns
{
    /// <summary>The most columns.</summary>
    public const int MaxColumns = 4;

    /// <summary>Elements of the inner dimension for each column from which on adding up the lanes costs less than the empty lanes of a vector.</summary>
    private const int MinInner = 12;

    /// <summary>Whether the columns that fill no vector are to be computed so; depends on sizes alone.</summary>
    /// <param name="columns">The columns, fewer than a vector has lanes.</param>
    /// <param name="k">The inner dimension.</param>
    public static bool AreWorthwhile(int columns, int k) => columns is > 0 and <= MaxColumns && k >= MinInner * columns;
}

/// <summary>The last columns of a product for one vector width.</summary>
internal static unsafe class LastColumns<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    // The part of the inner dimension whose weights are turned at a time: what the stack and the first-level cache hold.
    private const int MaxDepth = 1024;

    // Vectors of rows that stay in registers, each with two columns.
    private const int RowVectors = 4;

    /// <summary>
    /// Computes <paramref name="columns"/> columns of <c>C = epilogue(A·B [+ C])</c>, of which <paramref name="c"/>, <paramref name="side"/> and <paramref name="packed"/>, a column of panels, are the first. Element (i, p) of A is
    /// at <c>a[i · rowStride + p · stepStride]</c>; one of the strides is 1.
    /// </summary>
    public static void Multiply<TEpilogue>(
        T* a, nint rowStride, nint stepStride, T* packed, T* c, nint productStride, int m, int k, int columns, bool accumulate, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        Strip<T> strip = new() { RowStride = rowStride, StepStride = stepStride, ProductStride = productStride, Accumulate = accumulate, Below = below };
        for (int j = 0; j < columns; j += 2)
        {
            strip.First = packed + j;
            T* beside = TEpilogue.HasSide ? side + j : null;
            if (stepStride != 1)
            {
                strip.Depth = k;
                Weights<TEpilogue>(in strip, columns - j, a, c + j, beside, m);
                continue;
            }

            for (int p = 0; p < k; p += MaxDepth)
            {
                strip.Depth = Math.Min(MaxDepth, k - p);
                strip.Accumulate = accumulate || p > 0;

                // The epilogue belongs to the finished sum only.
                if (p + MaxDepth < k)
                {
                    Rows<StoreProduct>(in strip, columns - j, a + p, c + j, beside, m);
                }
                else
                {
                    Rows<TEpilogue>(in strip, columns - j, a + p, c + j, beside, m);
                }

                strip.First += MaxDepth * Panels.Width;
            }
        }
    }

    /// <summary>Scalar products: eight rows by two columns are 16 independent chains, four by two what fits into 16 registers.</summary>
    [SkipLocalsInit]
    private static void Rows<TEpilogue>(in Strip<T> strip, int columns, T* a, T* c, T* side, int rows)
        where TEpilogue : struct, IEpilogue
    {
        // The columns, each in order and filled up with zeros to whole vectors.
        T* weights = stackalloc T[2 * MaxDepth];
        Strip<T> turned = strip;
        turned.First = weights;
        turned.Second = weights + MaxDepth;
        T* from = strip.First;
        nint p = 0;
        for (; p < strip.Depth; p++, from += Panels.Width)
        {
            weights[p] = from[0];
            weights[MaxDepth + p] = from[1];
        }

        for (; p % TSimd.Count != 0; p++)
        {
            weights[p] = weights[MaxDepth + p] = default;
        }

        if (columns > 1)
        {
            Rows<Two, TEpilogue>(in turned, a, c, side, rows);
        }
        else
        {
            Rows<One, TEpilogue>(in turned, a, c, side, rows);
        }
    }

    private static void Rows<TColumns, TEpilogue>(in Strip<T> strip, T* a, T* c, T* side, int rows)
        where TColumns : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        while (rows > 0)
        {
            int done;
            if (sizeof(TVector) == 64 && rows >= 8)
            {
                Products<Eight, TColumns, TEpilogue>(in strip, a, c, side);
                done = 8;
            }
            else if (rows >= 4)
            {
                Products<Four, TColumns, TEpilogue>(in strip, a, c, side);
                done = 4;
            }
            else
            {
                Products<One, TColumns, TEpilogue>(in strip, a, c, side);
                done = 1;
            }

            rows -= done;
            a += done * strip.RowStride;
            c += done * strip.ProductStride;
            side += TEpilogue.SideHasRows ? done * strip.ProductStride : 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Products<TRows, TColumns, TEpilogue>(in Strip<T> strip, T* a, T* c, T* side)
        where TRows : struct, INumber
        where TColumns : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector first0 = default, first1 = default, first2 = default, first3 = default, first4 = default, first5 = default, first6 = default, first7 = default;
        TVector second0 = default, second1 = default, second2 = default, second3 = default, second4 = default, second5 = default, second6 = default, second7 = default;
        nint stride = strip.RowStride;
        T* a1 = a + stride;
        T* a2 = a1 + stride;
        T* a3 = a2 + stride;
        T* a4 = a3 + stride;
        T* a5 = a4 + stride;
        T* a6 = a5 + stride;
        T* a7 = a6 + stride;
        T* b0 = strip.First;
        T* b1 = strip.Second;
        nint p = 0;
        for (; p + TSimd.Count <= strip.Depth; p += TSimd.Count)
        {
            TVector first = TSimd.Load(b0 + p);
            TVector second = TColumns.Value > 1 ? TSimd.Load(b1 + p) : default;
            Add<TColumns>(TSimd.Load(a + p), first, second, ref first0, ref second0);
            if (TRows.Value > 1)
            {
                Add<TColumns>(TSimd.Load(a1 + p), first, second, ref first1, ref second1);
                Add<TColumns>(TSimd.Load(a2 + p), first, second, ref first2, ref second2);
                Add<TColumns>(TSimd.Load(a3 + p), first, second, ref first3, ref second3);
            }

            if (TRows.Value > 4)
            {
                Add<TColumns>(TSimd.Load(a4 + p), first, second, ref first4, ref second4);
                Add<TColumns>(TSimd.Load(a5 + p), first, second, ref first5, ref second5);
                Add<TColumns>(TSimd.Load(a6 + p), first, second, ref first6, ref second6);
                Add<TColumns>(TSimd.Load(a7 + p), first, second, ref first7, ref second7);
            }
        }

        int rest = (int)(strip.Depth - p);
        if (rest > 0)
        {
            TVector first = TSimd.Load(b0 + p);
            TVector second = TColumns.Value > 1 ? TSimd.Load(b1 + p) : default;
            Add<TColumns>(TSimd.LoadPartial(a + p, rest), first, second, ref first0, ref second0);
            if (TRows.Value > 1)
            {
                Add<TColumns>(TSimd.LoadPartial(a1 + p, rest), first, second, ref first1, ref second1);
                Add<TColumns>(TSimd.LoadPartial(a2 + p, rest), first, second, ref first2, ref second2);
                Add<TColumns>(TSimd.LoadPartial(a3 + p, rest), first, second, ref first3, ref second3);
            }

            if (TRows.Value > 4)
            {
                Add<TColumns>(TSimd.LoadPartial(a4 + p, rest), first, second, ref first4, ref second4);
                Add<TColumns>(TSimd.LoadPartial(a5 + p, rest), first, second, ref first5, ref second5);
                Add<TColumns>(TSimd.LoadPartial(a6 + p, rest), first, second, ref first6, ref second6);
                Add<TColumns>(TSimd.LoadPartial(a7 + p, rest), first, second, ref first7, ref second7);
            }
        }

        T* sums = stackalloc T[16];
        new Span<T>(sums, 16).Clear();
        TSimd.AddSums(sums, first0, first1, first2, first3);
        if (TColumns.Value > 1)
        {
            TSimd.AddSums(sums + 8, second0, second1, second2, second3);
        }

        if (TRows.Value > 4)
        {
            TSimd.AddSums(sums + 4, first4, first5, first6, first7);
            if (TColumns.Value > 1)
            {
                TSimd.AddSums(sums + 12, second4, second5, second6, second7);
            }
        }

        Finish<TColumns, TEpilogue>(in strip, sums, 8, c, side, TRows.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TColumns>(TVector left, TVector first, TVector second, ref TVector firstSum, ref TVector secondSum)
        where TColumns : struct, INumber
    {
        firstSum = TSimd.MultiplyAdd(left, first, firstSum);
        if (TColumns.Value > 1)
        {
            secondSum = TSimd.MultiplyAdd(left, second, secondSum);
        }
    }

    /// <summary>Rows in the lanes: vectors of the left factor's columns, each times an element of the right one.</summary>
    private static void Weights<TEpilogue>(in Strip<T> strip, int columns, T* a, T* c, T* side, int rows)
        where TEpilogue : struct, IEpilogue
    {
        const int Vectors = RowVectors;
        for (int i = 0; i < rows; i += Vectors * TSimd.Count)
        {
            T* product = c + (i * strip.ProductStride);
            T* beside = TEpilogue.SideHasRows ? side + (i * strip.ProductStride) : side;
            int count = Math.Min(Vectors * TSimd.Count, rows - i);
            if (columns > 1)
            {
                Weights<Two, TEpilogue>(in strip, a + i, product, beside, count);
            }
            else
            {
                Weights<One, TEpilogue>(in strip, a + i, product, beside, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Weights<TColumns, TEpilogue>(in Strip<T> strip, T* a, T* c, T* side, int rows)
        where TColumns : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector first0 = default, first1 = default, first2 = default, first3 = default;
        TVector second0 = default, second1 = default, second2 = default, second3 = default;
        int valid0 = Math.Min(rows, TSimd.Count), valid1 = Math.Clamp(rows - TSimd.Count, 0, TSimd.Count);
        int valid2 = Math.Clamp(rows - (2 * TSimd.Count), 0, TSimd.Count), valid3 = Math.Clamp(rows - (3 * TSimd.Count), 0, TSimd.Count);
        bool whole = valid3 == TSimd.Count;
        T* b = strip.First;
        for (nint left = strip.Depth; left > 0; left--, a += strip.StepStride, b += Panels.Width)
        {
            TVector first = TSimd.Broadcast(b[0]);
            TVector second = TColumns.Value > 1 ? TSimd.Broadcast(b[1]) : default;
            if (whole)
            {
                Add<TColumns>(TSimd.Load(a), first, second, ref first0, ref second0);
                Add<TColumns>(TSimd.Load(a + TSimd.Count), first, second, ref first1, ref second1);
                Add<TColumns>(TSimd.Load(a + (2 * TSimd.Count)), first, second, ref first2, ref second2);
                Add<TColumns>(TSimd.Load(a + (3 * TSimd.Count)), first, second, ref first3, ref second3);
            }
            else
            {
                Add<TColumns>(TSimd.LoadPartial(a, valid0), first, second, ref first0, ref second0);
                Add<TColumns>(TSimd.LoadPartial(a + TSimd.Count, valid1), first, second, ref first1, ref second1);
                Add<TColumns>(TSimd.LoadPartial(a + (2 * TSimd.Count), valid2), first, second, ref first2, ref second2);
                Add<TColumns>(TSimd.LoadPartial(a + (3 * TSimd.Count), valid3), first, second, ref first3, ref second3);
            }
        }

        T* sums = stackalloc T[2 * RowVectors * TSimd.Count];
        T* next = sums + (RowVectors * TSimd.Count);
        TSimd.Store(sums, first0);
        TSimd.Store(sums + TSimd.Count, first1);
        TSimd.Store(sums + (2 * TSimd.Count), first2);
        TSimd.Store(sums + (3 * TSimd.Count), first3);
        if (TColumns.Value > 1)
        {
            TSimd.Store(next, second0);
            TSimd.Store(next + TSimd.Count, second1);
            TSimd.Store(next + (2 * TSimd.Count), second2);
            TSimd.Store(next + (3 * TSimd.Count), second3);
        }

        Finish<TColumns, TEpilogue>(in strip, sums, RowVectors * TSimd.Count, c, side, rows);
    }

    /// <summary>Stores one or two columns; <paramref name="sums"/> has the second <paramref name="apart"/> elements behind the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TColumns, TEpilogue>(in Strip<T> strip, T* sums, int apart, T* c, T* side, int rows)
        where TColumns : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        for (int i = 0; i < rows; i++, c += strip.ProductStride)
        {
            for (int j = 0; j < TColumns.Value; j++)
            {
                T sum = sums[(j * apart) + i];
                sum = strip.Accumulate ? sum + c[j] : sum;
                c[j] = TEpilogue.Finish<T, SimdScalar<T>, T>(sum, TEpilogue.HasSide ? side[j] : default, strip.Below);
            }

            side += TEpilogue.SideHasRows ? strip.ProductStride : 0;
        }
    }
}
