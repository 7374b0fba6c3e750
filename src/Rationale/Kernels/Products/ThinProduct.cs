using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary><c>Aᵀ·B</c> where A has only a few columns, as in the gradient of a first or last layer: both are read once from where they stand, nothing is packed.</summary>
internal static unsafe class ThinProduct
{
    /// <summary>The most columns of A.</summary>
    public const int MaxRows = 4;

    /// <summary>Computes <c>C = Aᵀ·B</c> or adds it; A is [k, m], B [k, n], C [m, n], with m from 1 to <see cref="MaxRows"/>.</summary>
    public static void Run<T>(T* a, T* b, T* c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ThinProduct<Vector512<T>, Simd512<T>, T>.Run(a, b, c, m, k, n, accumulate);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ThinProduct<Vector256<T>, Simd256<T>, T>.Run(a, b, c, m, k, n, accumulate);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            ThinProduct<Vector128<T>, Simd128<T>, T>.Run(a, b, c, m, k, n, accumulate);
        }
        else
        {
            ThinProduct<T, SimdScalar<T>, T>.Run(a, b, c, m, k, n, accumulate);
        }
    }
}

/// <summary>Thin products for one vector width.</summary>
internal static unsafe class ThinProduct<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <inheritdoc cref="ThinProduct.Run"/>
    public static void Run(T* a, T* b, T* c, int m, int k, int n, bool accumulate)
    {
        switch (m)
        {
            case 1: Run<One>(a, b, c, k, n, accumulate); break;
            case 2: Run<Two>(a, b, c, k, n, accumulate); break;
            case 3: Run<Three>(a, b, c, k, n, accumulate); break;
            default: Run<Four>(a, b, c, k, n, accumulate); break;
        }
    }

    private static void Run<TRows>(T* a, T* b, T* c, int k, int n, bool accumulate)
        where TRows : struct, INumber
    {
        int j = 0;
        for (; n - j > TSimd.Count; j += 2 * TSimd.Count)
        {
            Columns<TRows, Two>(a, b + j, c + j, k, n, Math.Min(TSimd.Count, n - j - TSimd.Count), accumulate);
        }

        if (j < n)
        {
            Columns<TRows, One>(a, b + j, c + j, k, n, n - j, accumulate);
        }
    }

    /// <summary>One or two vectors of columns, of which the last has <paramref name="valid"/> lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<TRows, TVectors>(T* a, T* b, T* c, int k, int n, int valid, bool accumulate)
        where TRows : struct, INumber
        where TVectors : struct, INumber
    {
        TVector first0 = default, first1 = default, first2 = default, first3 = default;
        TVector last0 = default, last1 = default, last2 = default, last3 = default;
        T* end = b + ((TVectors.Value - 1) * TSimd.Count);
        bool whole = valid == TSimd.Count;
        for (int p = 0; p < k; p++, a += TRows.Value, b += n, end += n)
        {
            TVector first = TVectors.Value > 1 ? TSimd.Load(b) : default;
            TVector last = whole ? TSimd.Load(end) : TSimd.LoadPartial(end, valid);
            Add<TVectors>(a[0], first, last, ref first0, ref last0);
            if (TRows.Value > 1)
            {
                Add<TVectors>(a[1], first, last, ref first1, ref last1);
            }

            if (TRows.Value > 2)
            {
                Add<TVectors>(a[2], first, last, ref first2, ref last2);
            }

            if (TRows.Value > 3)
            {
                Add<TVectors>(a[3], first, last, ref first3, ref last3);
            }
        }

        Store<TVectors>(c, first0, last0, valid, accumulate);
        if (TRows.Value > 1)
        {
            Store<TVectors>(c + n, first1, last1, valid, accumulate);
        }

        if (TRows.Value > 2)
        {
            Store<TVectors>(c + (2 * (nint)n), first2, last2, valid, accumulate);
        }

        if (TRows.Value > 3)
        {
            Store<TVectors>(c + (3 * (nint)n), first3, last3, valid, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVectors>(T factor, TVector first, TVector last, ref TVector firstSum, ref TVector lastSum)
        where TVectors : struct, INumber
    {
        TVector all = TSimd.Broadcast(factor);
        if (TVectors.Value > 1)
        {
            firstSum = TSimd.MultiplyAdd(all, first, firstSum);
        }

        lastSum = TSimd.MultiplyAdd(all, last, lastSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TVectors>(T* c, TVector first, TVector last, int valid, bool accumulate)
        where TVectors : struct, INumber
    {
        if (TVectors.Value > 1)
        {
            TSimd.Store(c, accumulate ? TSimd.Add(first, TSimd.Load(c)) : first);
            c += TSimd.Count;
        }

        TSimd.StorePartial(c, accumulate ? TSimd.Add(last, TSimd.LoadPartial(c, valid)) : last, valid);
    }
}
