using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>What the tiles of a convolution over planes have in common.</summary>
internal unsafe struct PlaneStrip<T>
    where T : unmanaged
{
    /// <summary>Elements from plane to plane.</summary>
    public nint Plane;

    /// <summary>Planes.</summary>
    public nint Depth;

    /// <summary>Rows of the kernel.</summary>
    public int Lines;

    /// <summary>Elements of a plane from one row of the kernel to the next.</summary>
    public nint LineStride;

    /// <summary>Elements from channel to channel of the product.</summary>
    public nint ProductStride;

    /// <summary>The epilogue's slope.</summary>
    public T Below;
}

/// <summary>A few output channels times a few vectors of pixels, in registers over the whole kernel and all channels.</summary>
/// <remarks>Five channels by four vectors are 20 independent sums and 9 loads for 20 multiplications; five by two is what fits into 16 registers.</remarks>
internal static unsafe class PlaneTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>The most output channels of a tile.</summary>
    public const int MaxRows = 5;

    /// <summary>The most vectors of pixels for a number of output channels.</summary>
    public static int MaxVectors(int rows) => rows switch
    {
        1 => 8,
        2 => 4,
        5 => sizeof(TVector) == 64 ? 4 : 2,
        _ => sizeof(TVector) == 64 ? 4 : 3,
    };

    /// <summary>Computes one tile; weights of neighboring channels are neighbors, those of the next element of the inner dimension a panel's width behind them.</summary>
    public static void Multiply<TEpilogue>(in PlaneStrip<T> strip, int rows, int vectors, T* weights, T* planes, T* product, T* bias)
        where TEpilogue : struct, IEpilogue
    {
        switch (rows)
        {
            case 1: Single<TEpilogue>(in strip, vectors, weights, planes, product, bias); break;
            case 2: Rows<Two, TEpilogue>(in strip, vectors, weights, planes, product, bias); break;
            case 3: Rows<Three, TEpilogue>(in strip, vectors, weights, planes, product, bias); break;
            case 4: Rows<Four, TEpilogue>(in strip, vectors, weights, planes, product, bias); break;
            default: Rows<Five, TEpilogue>(in strip, vectors, weights, planes, product, bias); break;
        }
    }

    private static void Single<TEpilogue>(in PlaneStrip<T> strip, int vectors, T* weights, T* planes, T* product, T* bias)
        where TEpilogue : struct, IEpilogue
    {
        switch (vectors)
        {
            case 1: Single<One, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 2: Single<Two, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 3: Single<Three, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 4: Single<Four, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 5: Single<Five, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 6: Single<Six, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 7: Single<Seven, TEpilogue>(in strip, weights, planes, product, bias); break;
            default: Single<Eight, TEpilogue>(in strip, weights, planes, product, bias); break;
        }
    }

    private static void Rows<TRows, TEpilogue>(in PlaneStrip<T> strip, int vectors, T* weights, T* planes, T* product, T* bias)
        where TRows : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        switch (vectors)
        {
            case 1: Multiply<TRows, One, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 2: Multiply<TRows, Two, TEpilogue>(in strip, weights, planes, product, bias); break;
            case 3: Multiply<TRows, Three, TEpilogue>(in strip, weights, planes, product, bias); break;
            default: Multiply<TRows, Four, TEpilogue>(in strip, weights, planes, product, bias); break;
        }
    }

    // One channel has no partner that shares its pixels: many vectors are the independent sums.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Single<TVectors, TEpilogue>(in PlaneStrip<T> strip, T* weights, T* planes, T* product, T* bias)
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        for (int line = 0; line < strip.Lines; line++, planes += strip.LineStride)
        {
            T* source = planes;
            for (nint left = strip.Depth; left > 0; left--, source += strip.Plane, weights += Panels.Width)
            {
                TVector weight = TSimd.Broadcast(*weights);
                sum0 = TSimd.MultiplyAdd(weight, TSimd.Load(source), sum0);
                if (TVectors.Value > 1)
                {
                    sum1 = TSimd.MultiplyAdd(weight, TSimd.Load(source + TSimd.Count), sum1);
                }

                if (TVectors.Value > 2)
                {
                    sum2 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (2 * TSimd.Count)), sum2);
                }

                if (TVectors.Value > 3)
                {
                    sum3 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (3 * TSimd.Count)), sum3);
                }

                if (TVectors.Value > 4)
                {
                    sum4 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (4 * TSimd.Count)), sum4);
                }

                if (TVectors.Value > 5)
                {
                    sum5 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (5 * TSimd.Count)), sum5);
                }

                if (TVectors.Value > 6)
                {
                    sum6 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (6 * TSimd.Count)), sum6);
                }

                if (TVectors.Value > 7)
                {
                    sum7 = TSimd.MultiplyAdd(weight, TSimd.Load(source + (7 * TSimd.Count)), sum7);
                }
            }
        }

        Finish<TVectors, TEpilogue>(in strip, sum0, sum1, sum2, sum3, product, bias);
        if (TVectors.Value > 4)
        {
            Store<TEpilogue>(in strip, sum4, product + (4 * TSimd.Count), bias);
        }

        if (TVectors.Value > 5)
        {
            Store<TEpilogue>(in strip, sum5, product + (5 * TSimd.Count), bias);
        }

        if (TVectors.Value > 6)
        {
            Store<TEpilogue>(in strip, sum6, product + (6 * TSimd.Count), bias);
        }

        if (TVectors.Value > 7)
        {
            Store<TEpilogue>(in strip, sum7, product + (7 * TSimd.Count), bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TRows, TVectors, TEpilogue>(in PlaneStrip<T> strip, T* weights, T* planes, T* product, T* bias)
        where TRows : struct, INumber
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default;
        TVector c0 = default, c1 = default, c2 = default, c3 = default;
        TVector d0 = default, d1 = default, d2 = default, d3 = default;
        TVector e0 = default, e1 = default, e2 = default, e3 = default;
        for (int line = 0; line < strip.Lines; line++, planes += strip.LineStride)
        {
            T* source = planes;
            for (nint left = strip.Depth; left > 0; left--, source += strip.Plane, weights += Panels.Width)
            {
                TVector x0 = TSimd.Load(source);
                TVector x1 = TVectors.Value > 1 ? TSimd.Load(source + TSimd.Count) : default;
                TVector x2 = TVectors.Value > 2 ? TSimd.Load(source + (2 * TSimd.Count)) : default;
                TVector x3 = TVectors.Value > 3 ? TSimd.Load(source + (3 * TSimd.Count)) : default;
                TVector weight0 = TSimd.Broadcast(weights[0]);
                a0 = TSimd.MultiplyAdd(weight0, x0, a0);
                if (TVectors.Value > 1)
                {
                    a1 = TSimd.MultiplyAdd(weight0, x1, a1);
                }

                if (TVectors.Value > 2)
                {
                    a2 = TSimd.MultiplyAdd(weight0, x2, a2);
                }

                if (TVectors.Value > 3)
                {
                    a3 = TSimd.MultiplyAdd(weight0, x3, a3);
                }

                if (TRows.Value > 1)
                {
                    TVector weight1 = TSimd.Broadcast(weights[1]);
                    b0 = TSimd.MultiplyAdd(weight1, x0, b0);
                    if (TVectors.Value > 1)
                    {
                        b1 = TSimd.MultiplyAdd(weight1, x1, b1);
                    }

                    if (TVectors.Value > 2)
                    {
                        b2 = TSimd.MultiplyAdd(weight1, x2, b2);
                    }

                    if (TVectors.Value > 3)
                    {
                        b3 = TSimd.MultiplyAdd(weight1, x3, b3);
                    }
                }

                if (TRows.Value > 2)
                {
                    TVector weight2 = TSimd.Broadcast(weights[2]);
                    c0 = TSimd.MultiplyAdd(weight2, x0, c0);
                    if (TVectors.Value > 1)
                    {
                        c1 = TSimd.MultiplyAdd(weight2, x1, c1);
                    }

                    if (TVectors.Value > 2)
                    {
                        c2 = TSimd.MultiplyAdd(weight2, x2, c2);
                    }

                    if (TVectors.Value > 3)
                    {
                        c3 = TSimd.MultiplyAdd(weight2, x3, c3);
                    }
                }

                if (TRows.Value > 3)
                {
                    TVector weight3 = TSimd.Broadcast(weights[3]);
                    d0 = TSimd.MultiplyAdd(weight3, x0, d0);
                    if (TVectors.Value > 1)
                    {
                        d1 = TSimd.MultiplyAdd(weight3, x1, d1);
                    }

                    if (TVectors.Value > 2)
                    {
                        d2 = TSimd.MultiplyAdd(weight3, x2, d2);
                    }

                    if (TVectors.Value > 3)
                    {
                        d3 = TSimd.MultiplyAdd(weight3, x3, d3);
                    }
                }

                if (TRows.Value > 4)
                {
                    TVector weight4 = TSimd.Broadcast(weights[4]);
                    e0 = TSimd.MultiplyAdd(weight4, x0, e0);
                    if (TVectors.Value > 1)
                    {
                        e1 = TSimd.MultiplyAdd(weight4, x1, e1);
                    }

                    if (TVectors.Value > 2)
                    {
                        e2 = TSimd.MultiplyAdd(weight4, x2, e2);
                    }

                    if (TVectors.Value > 3)
                    {
                        e3 = TSimd.MultiplyAdd(weight4, x3, e3);
                    }
                }
            }
        }

        Finish<TVectors, TEpilogue>(in strip, a0, a1, a2, a3, product, bias);
        if (TRows.Value > 1)
        {
            Finish<TVectors, TEpilogue>(in strip, b0, b1, b2, b3, product + strip.ProductStride, bias + 1);
        }

        if (TRows.Value > 2)
        {
            Finish<TVectors, TEpilogue>(in strip, c0, c1, c2, c3, product + (2 * strip.ProductStride), bias + 2);
        }

        if (TRows.Value > 3)
        {
            Finish<TVectors, TEpilogue>(in strip, d0, d1, d2, d3, product + (3 * strip.ProductStride), bias + 3);
        }

        if (TRows.Value > 4)
        {
            Finish<TVectors, TEpilogue>(in strip, e0, e1, e2, e3, product + (4 * strip.ProductStride), bias + 4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TVectors, TEpilogue>(in PlaneStrip<T> strip, TVector sum0, TVector sum1, TVector sum2, TVector sum3, T* product, T* bias)
        where TVectors : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        Store<TEpilogue>(in strip, sum0, product, bias);
        if (TVectors.Value > 1)
        {
            Store<TEpilogue>(in strip, sum1, product + TSimd.Count, bias);
        }

        if (TVectors.Value > 2)
        {
            Store<TEpilogue>(in strip, sum2, product + (2 * TSimd.Count), bias);
        }

        if (TVectors.Value > 3)
        {
            Store<TEpilogue>(in strip, sum3, product + (3 * TSimd.Count), bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TEpilogue>(in PlaneStrip<T> strip, TVector sum, T* product, T* bias)
        where TEpilogue : struct, IEpilogue =>
        TSimd.Store(product, TEpilogue.Finish<TVector, TSimd, T>(sum, TEpilogue.HasSide ? TSimd.Broadcast(*bias) : default, TSimd.Broadcast(strip.Below)));
}
