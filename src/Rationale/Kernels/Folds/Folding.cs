using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>An operation that makes one number of many, in any order.</summary>
internal interface IFold<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the operation makes of nothing.</summary>
    static abstract T Identity { get; }

    /// <summary>Whether an element may be folded in twice.</summary>
    static abstract bool Idempotent { get; }

    /// <summary>The operation.</summary>
    static abstract TVector Combine<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>;
}

/// <summary>The sum.</summary>
internal readonly struct SumFold<T> : IFold<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Identity => T.Zero;

    public static bool Idempotent => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Combine<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Add(a, b);
}

/// <summary>The maximum; NaN if any element is.</summary>
internal readonly struct MaxFold<T> : IFold<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static T Identity => T.NegativeInfinity;

    public static bool Idempotent => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Combine<TVector, TSimd>(TVector a, TVector b)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Max(a, b);
}

/// <summary>Folds of arrays viewed as [outer, middle, inner] over outer and inner, at the width of this machine.</summary>
internal static unsafe class Folding
{
    /// <summary><c>y[m] = fold of x[·, m, ·]</c>, folded with what is in y if <paramref name="accumulate"/>.</summary>
    public static void Run<T, TFold>(T* x, T* y, int outer, int middle, int inner, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFold : struct, IFold<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Folding<Vector512<T>, Simd512<T>, T, TFold>.Run(x, y, outer, middle, inner, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Folding<Vector256<T>, Simd256<T>, T, TFold>.Run(x, y, outer, middle, inner, accumulate);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Folding<Vector128<T>, Simd128<T>, T, TFold>.Run(x, y, outer, middle, inner, accumulate);
        }
        else
        {
            Folding<T, SimdScalar<T>, T, TFold>.Run(x, y, outer, middle, inner, accumulate);
        }
    }
}

/// <summary>Folds at one vector width. Sums are pairwise, so that a million floats add up to six digits.</summary>
internal static unsafe class Folding<TVector, TSimd, T, TFold>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
    where TFold : struct, IFold<T>
{
    // Elements, or rows, that are folded one after the other before the pairwise tree begins.
    private const int Leaf = 4096;
    private const int LeafRows = 256;

    // Columns that make narrow rows worth a vector.
    private const int Wide = 64;

    public static void Run(T* x, T* y, int outer, int middle, int inner, bool accumulate)
    {
        if (!accumulate)
        {
            new Span<T>(y, middle).Fill(TFold.Identity);
        }

        if (middle == 1)
        {
            *y = Pair(*y, Whole(x, (nint)outer * inner));
        }
        else if (inner == 1)
        {
            Columns(x, y, outer, middle);
        }
        else
        {
            Runs(x, y, outer, middle, inner);
        }
    }

    private static T Pair(T a, T b) => TFold.Combine<T, SimdScalar<T>>(a, b);

    private static T Whole(T* x, nint count)
    {
        if (count <= Leaf)
        {
            return Straight(x, count);
        }

        nint half = (count / 2 + Leaf - 1) / Leaf * Leaf;
        return Pair(Whole(x, half), Whole(x + half, count - half));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Straight(T* x, nint count)
    {
        nint i = 0;
        if (count < TSimd.Count)
        {
            T result = TFold.Identity;
            for (; i < count; i++)
            {
                result = Pair(result, x[i]);
            }

            return result;
        }

        TVector a = TSimd.Broadcast(TFold.Identity);
        if (count >= 4 * TSimd.Count)
        {
            // Four chains hide the latency of the operation.
            TVector b = a, c = a, d = a;
            for (; i + (4 * TSimd.Count) <= count; i += 4 * TSimd.Count)
            {
                a = TFold.Combine<TVector, TSimd>(a, TSimd.Load(x + i));
                b = TFold.Combine<TVector, TSimd>(b, TSimd.Load(x + i + TSimd.Count));
                c = TFold.Combine<TVector, TSimd>(c, TSimd.Load(x + i + (2 * TSimd.Count)));
                d = TFold.Combine<TVector, TSimd>(d, TSimd.Load(x + i + (3 * TSimd.Count)));
            }

            a = TFold.Combine<TVector, TSimd>(TFold.Combine<TVector, TSimd>(a, b), TFold.Combine<TVector, TSimd>(c, d));
        }

        for (; i + TSimd.Count <= count; i += TSimd.Count)
        {
            a = TFold.Combine<TVector, TSimd>(a, TSimd.Load(x + i));
        }

        // The lanes of a partial vector that are not there are zeros, which a sum does not mind.
        int rest = (int)(count - i);
        if (rest > 0)
        {
            a = TFold.Combine<TVector, TSimd>(a, TFold.Idempotent ? TSimd.Load(x + count - TSimd.Count) : TSimd.LoadPartial(x + i, rest));
        }

        return Across(a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Across(TVector value)
    {
        if (typeof(TFold) == typeof(SumFold<T>))
        {
            return TSimd.Sum(value);
        }

        var lanes = (T*)&value;
        int count = TSimd.Count;
        if (count > Vector128<T>.Count)
        {
            var part = Vector128.Load(lanes);
            for (int i = Vector128<T>.Count; i < TSimd.Count; i += Vector128<T>.Count)
            {
                part = TFold.Combine<Vector128<T>, Simd128<T>>(part, Vector128.Load(lanes + i));
            }

            Vector128.Store(part, lanes);
            count = Vector128<T>.Count;
        }

        T result = lanes[0];
        for (int i = 1; i < count; i++)
        {
            result = Pair(result, lanes[i]);
        }

        return result;
    }

    private static void Columns(T* x, T* y, int rows, int columns)
    {
        int repeats = columns == 0 ? 0 : Wide / columns;
        if (repeats < 2 || rows < 2 * repeats)
        {
            WideColumns(x, y, rows, columns);
            return;
        }

        // Narrow rows: several of them side by side are one wide row.
        T* wide = stackalloc T[Wide];
        int width = repeats * columns;
        new Span<T>(wide, width).Fill(TFold.Identity);
        int wideRows = rows / repeats;
        WideColumns(x, wide, wideRows, width);
        WideColumns(wide, y, repeats, columns);
        WideColumns(x + ((nint)wideRows * width), y, rows - (wideRows * repeats), columns);
    }

    private static void WideColumns(T* x, T* y, int rows, int columns)
    {
        for (int row = 0; row < rows; row += LeafRows)
        {
            T* top = x + ((nint)row * columns);
            int height = Math.Min(LeafRows, rows - row);
            int j = 0;
            for (; j + (4 * TSimd.Count) <= columns; j += 4 * TSimd.Count)
            {
                FourColumns(top + j, y + j, height, columns);
            }

            for (; j < columns; j += TSimd.Count)
            {
                OneColumn(top + j, y + j, height, columns, Math.Min(TSimd.Count, columns - j));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourColumns(T* x, T* y, int rows, nint stride)
    {
        TVector a = TSimd.Broadcast(TFold.Identity), b = a, c = a, d = a;
        for (; rows > 0; rows--, x += stride)
        {
            a = TFold.Combine<TVector, TSimd>(a, TSimd.Load(x));
            b = TFold.Combine<TVector, TSimd>(b, TSimd.Load(x + TSimd.Count));
            c = TFold.Combine<TVector, TSimd>(c, TSimd.Load(x + (2 * TSimd.Count)));
            d = TFold.Combine<TVector, TSimd>(d, TSimd.Load(x + (3 * TSimd.Count)));
        }

        TSimd.Store(y, TFold.Combine<TVector, TSimd>(a, TSimd.Load(y)));
        TSimd.Store(y + TSimd.Count, TFold.Combine<TVector, TSimd>(b, TSimd.Load(y + TSimd.Count)));
        TSimd.Store(y + (2 * TSimd.Count), TFold.Combine<TVector, TSimd>(c, TSimd.Load(y + (2 * TSimd.Count))));
        TSimd.Store(y + (3 * TSimd.Count), TFold.Combine<TVector, TSimd>(d, TSimd.Load(y + (3 * TSimd.Count))));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneColumn(T* x, T* y, int rows, nint stride, int valid)
    {
        TVector a = TSimd.Broadcast(TFold.Identity), b = a;
        for (; rows > 1; rows -= 2, x += 2 * stride)
        {
            a = TFold.Combine<TVector, TSimd>(a, TSimd.LoadPartial(x, valid));
            b = TFold.Combine<TVector, TSimd>(b, TSimd.LoadPartial(x + stride, valid));
        }

        if (rows > 0)
        {
            a = TFold.Combine<TVector, TSimd>(a, TSimd.LoadPartial(x, valid));
        }

        a = TFold.Combine<TVector, TSimd>(a, b);
        TSimd.StorePartial(y, TFold.Combine<TVector, TSimd>(a, TSimd.LoadPartial(y, valid)), valid);
    }

    private static void Runs(T* x, T* y, int outer, int middle, int inner)
    {
        for (int o = 0; o < outer; o++)
        {
            for (int m = 0; m < middle; m++, x += inner)
            {
                if (inner >= TSimd.Count && TSimd.Count > 1)
                {
                    y[m] = Pair(y[m], Whole(x, inner));
                    continue;
                }

                // Two chains; the rows beside this one are independent and fill the rest.
                T even = TFold.Identity, odd = TFold.Identity;
                int i = 0;
                for (; i + 2 <= inner; i += 2)
                {
                    even = Pair(even, x[i]);
                    odd = Pair(odd, x[i + 1]);
                }

                if (i < inner)
                {
                    even = Pair(even, x[i]);
                }

                y[m] = Pair(y[m], Pair(even, odd));
            }
        }
    }
}
