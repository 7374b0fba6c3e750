using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>Sums in registers: of factors times stretches of memory, and of products of stretches with one region.</summary>
/// <remarks>Eight vectors are as many independent sums as two multipliers with a latency of four cycles want.</remarks>
internal static unsafe class PooledTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>The most vectors of a tile.</summary>
    public const int MaxVectors = 8;

    /// <summary>Stretches whose products with a region are taken together.</summary>
    public const int Stretches = 4;

    /// <summary>Adds <c>Σ value · source[offset + from[i] …]</c> to the vector at <c>target[to[i]]</c>, for all vectors i, in tiles of nearly equal size.</summary>
    /// <remarks>No sum is longer than <paramref name="chain"/> terms before it is added to the others: short sums have small errors.</remarks>
    public static void Add<TTerms>(TTerms terms, int count, int chain, T* source, nint* from, T* target, nint* to, int vectors)
        where TTerms : struct, IPooledTerms<T>
    {
        int tiles = (vectors + MaxVectors - 1) / MaxVectors;
        for (int tile = 0; tile < tiles; tile++)
        {
            int first = vectors * tile / tiles;
            nint* sources = from + first, targets = to + first;
            switch ((vectors * (tile + 1) / tiles) - first)
            {
                case 1: Add<TTerms, One>(terms, count, chain, source, sources, target, targets); break;
                case 2: Add<TTerms, Two>(terms, count, chain, source, sources, target, targets); break;
                case 3: Add<TTerms, Three>(terms, count, chain, source, sources, target, targets); break;
                case 4: Add<TTerms, Four>(terms, count, chain, source, sources, target, targets); break;
                case 5: Add<TTerms, Five>(terms, count, chain, source, sources, target, targets); break;
                case 6: Add<TTerms, Six>(terms, count, chain, source, sources, target, targets); break;
                case 7: Add<TTerms, Seven>(terms, count, chain, source, sources, target, targets); break;
                default: Add<TTerms, Eight>(terms, count, chain, source, sources, target, targets); break;
            }
        }
    }

    /// <summary>Computes the products of a region with four stretches of its length: <c>products[i] = ⟨region, source[offsets[i] …]⟩</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Products(T* region, int vectors, T* source, int* offsets, T* products)
    {
        T* a = source + offsets[0], b = source + offsets[1], c = source + offsets[2], d = source + offsets[3];
        TVector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        T* end = region + ((nint)(vectors & ~1) * TSimd.Count);
        while (region < end)
        {
            TVector first = TSimd.Load(region), second = TSimd.Load(region + TSimd.Count);
            a0 = TSimd.MultiplyAdd(first, TSimd.Load(a), a0);
            b0 = TSimd.MultiplyAdd(first, TSimd.Load(b), b0);
            c0 = TSimd.MultiplyAdd(first, TSimd.Load(c), c0);
            d0 = TSimd.MultiplyAdd(first, TSimd.Load(d), d0);
            a1 = TSimd.MultiplyAdd(second, TSimd.Load(a + TSimd.Count), a1);
            b1 = TSimd.MultiplyAdd(second, TSimd.Load(b + TSimd.Count), b1);
            c1 = TSimd.MultiplyAdd(second, TSimd.Load(c + TSimd.Count), c1);
            d1 = TSimd.MultiplyAdd(second, TSimd.Load(d + TSimd.Count), d1);
            region += 2 * TSimd.Count;
            a += 2 * TSimd.Count;
            b += 2 * TSimd.Count;
            c += 2 * TSimd.Count;
            d += 2 * TSimd.Count;
        }

        if ((vectors & 1) != 0)
        {
            TVector first = TSimd.Load(region);
            a0 = TSimd.MultiplyAdd(first, TSimd.Load(a), a0);
            b0 = TSimd.MultiplyAdd(first, TSimd.Load(b), b0);
            c0 = TSimd.MultiplyAdd(first, TSimd.Load(c), c0);
            d0 = TSimd.MultiplyAdd(first, TSimd.Load(d), d0);
        }

        new Span<T>(products, Stretches).Clear();
        TSimd.AddSums(products, TSimd.Add(a0, a1), TSimd.Add(b0, b1), TSimd.Add(c0, c1), TSimd.Add(d0, d1));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TTerms, TVectors>(TTerms all, int count, int chain, T* source, nint* from, T* target, nint* to)
        where TTerms : struct, IPooledTerms<T>
        where TVectors : struct, INumber
    {
        // A copy, which the compiler keeps in registers; a parameter of this size it does not.
        TTerms terms = all;
        nint at = from[0];
        nint at1 = TVectors.Value > 1 ? from[1] - at : 0, at2 = TVectors.Value > 2 ? from[2] - at : 0, at3 = TVectors.Value > 3 ? from[3] - at : 0;
        nint at4 = TVectors.Value > 4 ? from[4] - at : 0, at5 = TVectors.Value > 5 ? from[5] - at : 0, at6 = TVectors.Value > 6 ? from[6] - at : 0;
        nint at7 = TVectors.Value > 7 ? from[7] - at : 0;
        source += at;
        for (int first = 0, i = 0; first < count; first += chain)
        {
            TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
            for (int end = Math.Min(count, first + chain); i < end; i++)
            {
                T* stretch = source + terms.Offset(i);
                TVector value = TSimd.Broadcast(terms.Value(i));
                sum0 = TSimd.MultiplyAdd(value, TSimd.Load(stretch), sum0);
                if (TVectors.Value > 1)
                {
                    sum1 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at1), sum1);
                }

                if (TVectors.Value > 2)
                {
                    sum2 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at2), sum2);
                }

                if (TVectors.Value > 3)
                {
                    sum3 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at3), sum3);
                }

                if (TVectors.Value > 4)
                {
                    sum4 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at4), sum4);
                }

                if (TVectors.Value > 5)
                {
                    sum5 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at5), sum5);
                }

                if (TVectors.Value > 6)
                {
                    sum6 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at6), sum6);
                }

                if (TVectors.Value > 7)
                {
                    sum7 = TSimd.MultiplyAdd(value, TSimd.Load(stretch + at7), sum7);
                }
            }

            Add(target + to[0], sum0);
            if (TVectors.Value > 1)
            {
                Add(target + to[1], sum1);
            }

            if (TVectors.Value > 2)
            {
                Add(target + to[2], sum2);
            }

            if (TVectors.Value > 3)
            {
                Add(target + to[3], sum3);
            }

            if (TVectors.Value > 4)
            {
                Add(target + to[4], sum4);
            }

            if (TVectors.Value > 5)
            {
                Add(target + to[5], sum5);
            }

            if (TVectors.Value > 6)
            {
                Add(target + to[6], sum6);
            }

            if (TVectors.Value > 7)
            {
                Add(target + to[7], sum7);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T* target, TVector sum) => TSimd.Store(target, TSimd.Add(TSimd.Load(target), sum));
}
