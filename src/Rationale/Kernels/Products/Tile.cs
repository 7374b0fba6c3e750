using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>What the tiles of one column strip and one block of the inner dimension have in common.</summary>
/// <remarks>
/// Element (i, p) of the left factor is at <c>a[i · RowStride + p · StepStride]</c>: both its layouts are the same code. A factor that is
/// <see cref="ScatteredLayout"/> in memory has a table of rows and one of segments instead, each <see cref="Depth"/> long.
/// </remarks>
internal unsafe struct Strip<T>
    where T : unmanaged
{
    /// <summary>The packed right factor's first column vector; rows are <see cref="Panels.Width"/> apart.</summary>
    public T* First;

    /// <summary>The second column vector, perhaps in the next panel.</summary>
    public T* Second;

    /// <summary>The third column vector of a <see cref="WideTile{TVector, TSimd, T}"/>.</summary>
    public T* Third;

    /// <summary>Elements between the rows of the left factor.</summary>
    public nint RowStride;

    /// <summary>Elements between the columns of the left factor.</summary>
    public nint StepStride;

    /// <summary>Elements between the rows of the product.</summary>
    public nint ProductStride;

    /// <summary>The inner dimension's length in this block.</summary>
    public nint Depth;

    /// <summary>Where the rows of a scattered left factor begin.</summary>
    public int* LeftRows;

    /// <summary>Where the rows of its product begin.</summary>
    public int* ProductRows;

    /// <summary>Where the segments of its inner dimension begin, relative to a row.</summary>
    public nint* Segments;

    /// <summary>Segments of its inner dimension, at least one.</summary>
    public int SegmentCount;

    /// <summary>
    /// Rows of a line, in which every row begins one pixel after the one before it, so that neighbors have elements in common; zero if there are no lines.
    /// </summary>
    public int Line;

    /// <summary>Pixels of a segment, if there are lines.</summary>
    public int Pixels;

    /// <summary>Whether the product is added to what is there.</summary>
    public bool Accumulate;

    /// <summary>Whether what is there is far from this core, so that it should be on its way while the product is computed.</summary>
    public bool Fetches;

    /// <summary>Columns of the last vector that exist.</summary>
    public int Valid;

    /// <summary>The epilogue's slope.</summary>
    public T Below;
}

/// <summary>The innermost part of every matrix product: a few rows times one or two column vectors, held in registers over the whole inner dimension.</summary>
/// <remarks>
/// Eight rows by two vectors are 16 independent chains, twice what two multipliers of four cycles need, and 10 loads for 16 multiplications; six by
/// two is what fits into 16 registers. With one vector every second step goes to the registers of the other, for as many chains. The numbers of rows and vectors are types, so the compiler drops what a smaller tile does not use.
/// </remarks>
internal static unsafe class Tile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Computes one tile at <paramref name="c"/>; <paramref name="side"/> is the epilogue's second operand at the tile's first element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows, TVectors, TEpilogue, TLayout>(in Strip<T> strip, T* a, T* c, T* side)
        where TRows : struct, INumber
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
        where TLayout : struct, ILeftLayout
    {
        TVector first0 = default, second0 = default;
        TVector first1 = default, second1 = default;
        TVector first2 = default, second2 = default;
        TVector first3 = default, second3 = default;
        TVector first4 = default, second4 = default;
        TVector first5 = default, second5 = default;
        TVector first6 = default, second6 = default;
        TVector first7 = default, second7 = default;

        T* a0 = Row<TLayout>(in strip, a, 0);
        T* a1 = TRows.Value > 1 ? Row<TLayout>(in strip, a, 1) : null;
        T* a2 = TRows.Value > 2 ? Row<TLayout>(in strip, a, 2) : null;
        T* a3 = TRows.Value > 3 ? Row<TLayout>(in strip, a, 3) : null;
        T* a4 = TRows.Value > 4 ? Row<TLayout>(in strip, a, 4) : null;
        T* a5 = TRows.Value > 5 ? Row<TLayout>(in strip, a, 5) : null;
        T* a6 = TRows.Value > 6 ? Row<TLayout>(in strip, a, 6) : null;
        T* a7 = TRows.Value > 7 ? Row<TLayout>(in strip, a, 7) : null;
        T* b0 = strip.First;
        T* b1 = strip.Second;
        nint step = strip.StepStride;
        nint* segment = strip.Segments;
        int segments = strip.SegmentCount;
        do
        {
            nint at = TLayout.IsScattered ? *segment++ : 0;
            nint left = strip.Depth;
            if (TVectors.Value == 1)
            {
                for (; left > 1; left -= 2)
                {
                    TVector first = TSimd.Load(b0), second = TSimd.Load(b0 + Panels.Width);
                    nint next = at + step;
                    first0 = TSimd.MultiplyAdd(TSimd.Broadcast(a0[at]), first, first0);
                    second0 = TSimd.MultiplyAdd(TSimd.Broadcast(a0[next]), second, second0);
                    if (TRows.Value > 1)
                    {
                        first1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[at]), first, first1);
                        second1 = TSimd.MultiplyAdd(TSimd.Broadcast(a1[next]), second, second1);
                    }
                    if (TRows.Value > 2)
                    {
                        first2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[at]), first, first2);
                        second2 = TSimd.MultiplyAdd(TSimd.Broadcast(a2[next]), second, second2);
                    }
                    if (TRows.Value > 3)
                    {
                        first3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[at]), first, first3);
                        second3 = TSimd.MultiplyAdd(TSimd.Broadcast(a3[next]), second, second3);
                    }
                    if (TRows.Value > 4)
                    {
                        first4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[at]), first, first4);
                        second4 = TSimd.MultiplyAdd(TSimd.Broadcast(a4[next]), second, second4);
                    }
                    if (TRows.Value > 5)
                    {
                        first5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[at]), first, first5);
                        second5 = TSimd.MultiplyAdd(TSimd.Broadcast(a5[next]), second, second5);
                    }
                    if (TRows.Value > 6)
                    {
                        first6 = TSimd.MultiplyAdd(TSimd.Broadcast(a6[at]), first, first6);
                        second6 = TSimd.MultiplyAdd(TSimd.Broadcast(a6[next]), second, second6);
                    }
                    if (TRows.Value > 7)
                    {
                        first7 = TSimd.MultiplyAdd(TSimd.Broadcast(a7[at]), first, first7);
                        second7 = TSimd.MultiplyAdd(TSimd.Broadcast(a7[next]), second, second7);
                    }
                    at = next + step;
                    b0 += 2 * Panels.Width;
                }
            }

            for (; left > 0; left--)
            {
                TVector first = TSimd.Load(b0);
                TVector second = TVectors.Value > 1 ? TSimd.Load(b1) : default;
                TVector x0 = TSimd.Broadcast(a0[at]);
                first0 = TSimd.MultiplyAdd(x0, first, first0);
                if (TVectors.Value > 1)
                {
                    second0 = TSimd.MultiplyAdd(x0, second, second0);
                }

                if (TRows.Value > 1)
                {
                    TVector x1 = TSimd.Broadcast(a1[at]);
                    first1 = TSimd.MultiplyAdd(x1, first, first1);
                    if (TVectors.Value > 1)
                    {
                        second1 = TSimd.MultiplyAdd(x1, second, second1);
                    }
                }
                if (TRows.Value > 2)
                {
                    TVector x2 = TSimd.Broadcast(a2[at]);
                    first2 = TSimd.MultiplyAdd(x2, first, first2);
                    if (TVectors.Value > 1)
                    {
                        second2 = TSimd.MultiplyAdd(x2, second, second2);
                    }
                }
                if (TRows.Value > 3)
                {
                    TVector x3 = TSimd.Broadcast(a3[at]);
                    first3 = TSimd.MultiplyAdd(x3, first, first3);
                    if (TVectors.Value > 1)
                    {
                        second3 = TSimd.MultiplyAdd(x3, second, second3);
                    }
                }
                if (TRows.Value > 4)
                {
                    TVector x4 = TSimd.Broadcast(a4[at]);
                    first4 = TSimd.MultiplyAdd(x4, first, first4);
                    if (TVectors.Value > 1)
                    {
                        second4 = TSimd.MultiplyAdd(x4, second, second4);
                    }
                }
                if (TRows.Value > 5)
                {
                    TVector x5 = TSimd.Broadcast(a5[at]);
                    first5 = TSimd.MultiplyAdd(x5, first, first5);
                    if (TVectors.Value > 1)
                    {
                        second5 = TSimd.MultiplyAdd(x5, second, second5);
                    }
                }
                if (TRows.Value > 6)
                {
                    TVector x6 = TSimd.Broadcast(a6[at]);
                    first6 = TSimd.MultiplyAdd(x6, first, first6);
                    if (TVectors.Value > 1)
                    {
                        second6 = TSimd.MultiplyAdd(x6, second, second6);
                    }
                }
                if (TRows.Value > 7)
                {
                    TVector x7 = TSimd.Broadcast(a7[at]);
                    first7 = TSimd.MultiplyAdd(x7, first, first7);
                    if (TVectors.Value > 1)
                    {
                        second7 = TSimd.MultiplyAdd(x7, second, second7);
                    }
                }
                at += step;
                b0 += Panels.Width;
                b1 += Panels.Width;
            }
        }
        while (TLayout.IsScattered && --segments > 0);

        Finish<TVectors, TEpilogue, TLayout>(in strip, 0, first0, second0, c, side);
        if (TRows.Value > 1)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 1, first1, second1, c, side);
        }

        if (TRows.Value > 2)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 2, first2, second2, c, side);
        }

        if (TRows.Value > 3)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 3, first3, second3, c, side);
        }

        if (TRows.Value > 4)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 4, first4, second4, c, side);
        }

        if (TRows.Value > 5)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 5, first5, second5, c, side);
        }

        if (TRows.Value > 6)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 6, first6, second6, c, side);
        }

        if (TRows.Value > 7)
        {
            Finish<TVectors, TEpilogue, TLayout>(in strip, 7, first7, second7, c, side);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Row<TLayout>(in Strip<T> strip, T* a, int row)
        where TLayout : struct, ILeftLayout =>
        a + (TLayout.IsScattered ? strip.LeftRows[row] : row * strip.RowStride);

    /// <summary>Stores one row of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Finish<TVectors, TEpilogue, TLayout>(in Strip<T> strip, int row, TVector first, TVector second, T* c, T* side)
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
        where TLayout : struct, ILeftLayout
    {
        nint offset = TLayout.IsScattered ? strip.ProductRows[row] : row * strip.ProductStride;
        c += offset;
        if (TEpilogue.SideHasRows)
        {
            side += offset;
        }

        TVector below = TSimd.Broadcast(strip.Below);
        if (TVectors.Value > 1)
        {
            if (strip.Accumulate)
            {
                first = TSimd.Add(first, TSimd.Load(c));
            }

            TVector beside = TEpilogue.HasSide ? TSimd.Load(side) : default;
            TSimd.Store(c, TEpilogue.Finish<TVector, TSimd, T>(first, beside, below));
            c += TSimd.Count;
            side += TSimd.Count;
            first = second;
        }
        else
        {
            first = TSimd.Add(first, second);
        }

        int valid = strip.Valid;
        if (valid == TSimd.Count)
        {
            if (strip.Accumulate)
            {
                first = TSimd.Add(first, TSimd.Load(c));
            }

            TVector beside = TEpilogue.HasSide ? TSimd.Load(side) : default;
            TSimd.Store(c, TEpilogue.Finish<TVector, TSimd, T>(first, beside, below));
        }
        else
        {
            if (strip.Accumulate)
            {
                first = TSimd.Add(first, TSimd.LoadPartial(c, valid));
            }

            TVector beside = TEpilogue.HasSide ? TSimd.LoadPartial(side, valid) : default;
            TSimd.StorePartial(c, TEpilogue.Finish<TVector, TSimd, T>(first, beside, below), valid);
        }
    }
}
