using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>
/// The innermost part of a product whose last vectors are three: a few rows times three column vectors, held in registers over the whole inner dimension. A pair and a single vector would read the left factor twice, and the single
/// one as many numbers as it multiplies.
/// </summary>
/// <remarks>Eight rows by three vectors need 28 registers, so that it is for machines that have 32, those with vectors of 512 bits. Each sum is in the order of <see cref="Tile{TVector, TSimd, T}"/>.</remarks>
internal static unsafe class WideTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Whether there are registers for it.</summary>
    public static bool IsPossible
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(TVector) == 64;
    }

    /// <summary>Computes one tile at <paramref name="c"/>; <paramref name="side"/> is the epilogue's second operand at the tile's first element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TRows, TEpilogue>(in Strip<T> strip, T* a, T* c, T* side)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector first0 = default, second0 = default, third0 = default;
        TVector first1 = default, second1 = default, third1 = default;
        TVector first2 = default, second2 = default, third2 = default;
        TVector first3 = default, second3 = default, third3 = default;
        TVector first4 = default, second4 = default, third4 = default;
        TVector first5 = default, second5 = default, third5 = default;
        TVector first6 = default, second6 = default, third6 = default;
        TVector first7 = default, second7 = default, third7 = default;
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
        T* b2 = strip.Third;
        nint at = 0;
        for (nint left = strip.Depth; left > 0; left--, at += strip.StepStride)
        {
            TVector first = TSimd.Load(b0), second = TSimd.Load(b1), third = TSimd.Load(b2);
            TVector x = TSimd.Broadcast(a[at]);
            first0 = TSimd.MultiplyAdd(x, first, first0);
            second0 = TSimd.MultiplyAdd(x, second, second0);
            third0 = TSimd.MultiplyAdd(x, third, third0);
            if (TRows.Value > 1)
            {
                x = TSimd.Broadcast(a1[at]);
                first1 = TSimd.MultiplyAdd(x, first, first1);
                second1 = TSimd.MultiplyAdd(x, second, second1);
                third1 = TSimd.MultiplyAdd(x, third, third1);
            }

            if (TRows.Value > 2)
            {
                x = TSimd.Broadcast(a2[at]);
                first2 = TSimd.MultiplyAdd(x, first, first2);
                second2 = TSimd.MultiplyAdd(x, second, second2);
                third2 = TSimd.MultiplyAdd(x, third, third2);
            }

            if (TRows.Value > 3)
            {
                x = TSimd.Broadcast(a3[at]);
                first3 = TSimd.MultiplyAdd(x, first, first3);
                second3 = TSimd.MultiplyAdd(x, second, second3);
                third3 = TSimd.MultiplyAdd(x, third, third3);
            }

            if (TRows.Value > 4)
            {
                x = TSimd.Broadcast(a4[at]);
                first4 = TSimd.MultiplyAdd(x, first, first4);
                second4 = TSimd.MultiplyAdd(x, second, second4);
                third4 = TSimd.MultiplyAdd(x, third, third4);
            }

            if (TRows.Value > 5)
            {
                x = TSimd.Broadcast(a5[at]);
                first5 = TSimd.MultiplyAdd(x, first, first5);
                second5 = TSimd.MultiplyAdd(x, second, second5);
                third5 = TSimd.MultiplyAdd(x, third, third5);
            }

            if (TRows.Value > 6)
            {
                x = TSimd.Broadcast(a6[at]);
                first6 = TSimd.MultiplyAdd(x, first, first6);
                second6 = TSimd.MultiplyAdd(x, second, second6);
                third6 = TSimd.MultiplyAdd(x, third, third6);
            }

            if (TRows.Value > 7)
            {
                x = TSimd.Broadcast(a7[at]);
                first7 = TSimd.MultiplyAdd(x, first, first7);
                second7 = TSimd.MultiplyAdd(x, second, second7);
                third7 = TSimd.MultiplyAdd(x, third, third7);
            }

            b0 += Panels.Width;
            b1 += Panels.Width;
            b2 += Panels.Width;
        }

        Finish<TEpilogue>(in strip, 0, first0, second0, third0, c, side);
        if (TRows.Value > 1)
        {
            Finish<TEpilogue>(in strip, 1, first1, second1, third1, c, side);
        }

        if (TRows.Value > 2)
        {
            Finish<TEpilogue>(in strip, 2, first2, second2, third2, c, side);
        }

        if (TRows.Value > 3)
        {
            Finish<TEpilogue>(in strip, 3, first3, second3, third3, c, side);
        }

        if (TRows.Value > 4)
        {
            Finish<TEpilogue>(in strip, 4, first4, second4, third4, c, side);
        }

        if (TRows.Value > 5)
        {
            Finish<TEpilogue>(in strip, 5, first5, second5, third5, c, side);
        }

        if (TRows.Value > 6)
        {
            Finish<TEpilogue>(in strip, 6, first6, second6, third6, c, side);
        }

        if (TRows.Value > 7)
        {
            Finish<TEpilogue>(in strip, 7, first7, second7, third7, c, side);
        }
    }

    /// <summary>Stores one row of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(in Strip<T> strip, int row, TVector first, TVector second, TVector third, T* c, T* side)
        where TEpilogue : struct, IEpilogue
    {
        nint offset = row * strip.ProductStride;
        T* beside = TEpilogue.SideHasRows ? side + offset : side;
        TVector below = TSimd.Broadcast(strip.Below), value = TEpilogue.HasSide ? TSimd.Load(beside) : default;
        first = strip.Accumulate ? TSimd.Add(first, TSimd.Load(c + offset)) : first;
        TSimd.Store(c + offset, TEpilogue.Finish<TVector, TSimd, T>(first, value, below));
        Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, row, second, third, c + TSimd.Count, side + TSimd.Count);
    }
}
