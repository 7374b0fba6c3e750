using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>What the tiles of a weight gradient over planes have in common.</summary>
internal struct PlaneGradientStrip<T>
    where T : unmanaged
{
    /// <summary>Images.</summary>
    public int Images;

    /// <summary>Vectors of pixels of an image.</summary>
    public int Vectors;

    /// <summary>Elements from the planes of an image to those of the next.</summary>
    public nint Image;

    /// <summary>Elements from one output channel's gradient to the next.</summary>
    public nint Delta;

    /// <summary>Elements from the output gradient of an image to that of the next.</summary>
    public nint DeltaImage;

    /// <summary>Elements between the rows of the weights.</summary>
    public nint ProductStride;
}

/// <summary>The gradients of a few weights of a few output channels: sums over pixels in lanes, which are added up at the end.</summary>
/// <remarks>Five channels by five weights are 25 independent sums and 10 loads for 25 multiplications; three by four is what fits into 16 registers.</remarks>
internal static unsafe class PlaneGradientTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>The most output channels of a tile.</summary>
    public static int MaxRows => sizeof(TVector) == 64 ? 5 : 3;

    /// <summary>The most weights of an output channel.</summary>
    public static int MaxTaps => sizeof(TVector) == 64 ? 5 : 4;

    /// <summary>Adds the gradients of one tile to <paramref name="dw"/>.</summary>
    public static void Add(in PlaneGradientStrip<T> strip, int rows, int taps, T* planes, nint* offsets, T* deltas, T* dw)
    {
        switch (rows)
        {
            case 1: Taps<One>(in strip, taps, planes, offsets, deltas, dw); break;
            case 2: Taps<Two>(in strip, taps, planes, offsets, deltas, dw); break;
            case 3: Taps<Three>(in strip, taps, planes, offsets, deltas, dw); break;
            case 4: Taps<Four>(in strip, taps, planes, offsets, deltas, dw); break;
            default: Taps<Five>(in strip, taps, planes, offsets, deltas, dw); break;
        }
    }

    private static void Taps<TRows>(in PlaneGradientStrip<T> strip, int taps, T* planes, nint* offsets, T* deltas, T* dw)
        where TRows : struct, INumber
    {
        switch (taps)
        {
            case 1: Add<TRows, One>(in strip, planes, offsets, deltas, dw); break;
            case 2: Add<TRows, Two>(in strip, planes, offsets, deltas, dw); break;
            case 3: Add<TRows, Three>(in strip, planes, offsets, deltas, dw); break;
            case 4: Add<TRows, Four>(in strip, planes, offsets, deltas, dw); break;
            default: Add<TRows, Five>(in strip, planes, offsets, deltas, dw); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<TRows, TTaps>(in PlaneGradientStrip<T> strip, T* planes, nint* offsets, T* deltas, T* dw)
        where TRows : struct, INumber
        where TTaps : struct, INumber
    {
        TVector a0 = default, a1 = default, a2 = default, a3 = default, a4 = default;
        TVector b0 = default, b1 = default, b2 = default, b3 = default, b4 = default;
        TVector c0 = default, c1 = default, c2 = default, c3 = default, c4 = default;
        TVector e0 = default, e1 = default, e2 = default, e3 = default, e4 = default;
        TVector f0 = default, f1 = default, f2 = default, f3 = default, f4 = default;
        nint delta = strip.Delta;
        for (int image = 0; image < strip.Images; image++, planes += strip.Image, deltas += strip.DeltaImage)
        {
            T* d = deltas;
            T* a = planes + offsets[0];
            T* b = TTaps.Value > 1 ? planes + offsets[1] : null;
            T* c = TTaps.Value > 2 ? planes + offsets[2] : null;
            T* e = TTaps.Value > 3 ? planes + offsets[3] : null;
            T* f = TTaps.Value > 4 ? planes + offsets[4] : null;
            for (int left = strip.Vectors; left > 0; left--)
            {
                TVector d0 = TSimd.Load(d);
                TVector d1 = TRows.Value > 1 ? TSimd.Load(d + delta) : default;
                TVector d2 = TRows.Value > 2 ? TSimd.Load(d + (2 * delta)) : default;
                TVector d3 = TRows.Value > 3 ? TSimd.Load(d + (3 * delta)) : default;
                TVector d4 = TRows.Value > 4 ? TSimd.Load(d + (4 * delta)) : default;
                TVector ax = TSimd.Load(a);
                a0 = TSimd.MultiplyAdd(ax, d0, a0);
                if (TRows.Value > 1)
                {
                    a1 = TSimd.MultiplyAdd(ax, d1, a1);
                }

                if (TRows.Value > 2)
                {
                    a2 = TSimd.MultiplyAdd(ax, d2, a2);
                }

                if (TRows.Value > 3)
                {
                    a3 = TSimd.MultiplyAdd(ax, d3, a3);
                }

                if (TRows.Value > 4)
                {
                    a4 = TSimd.MultiplyAdd(ax, d4, a4);
                }

                a += TSimd.Count;
                if (TTaps.Value > 1)
                {
                    TVector bx = TSimd.Load(b);
                    b0 = TSimd.MultiplyAdd(bx, d0, b0);
                    if (TRows.Value > 1)
                    {
                        b1 = TSimd.MultiplyAdd(bx, d1, b1);
                    }

                    if (TRows.Value > 2)
                    {
                        b2 = TSimd.MultiplyAdd(bx, d2, b2);
                    }

                    if (TRows.Value > 3)
                    {
                        b3 = TSimd.MultiplyAdd(bx, d3, b3);
                    }

                    if (TRows.Value > 4)
                    {
                        b4 = TSimd.MultiplyAdd(bx, d4, b4);
                    }

                    b += TSimd.Count;
                }

                if (TTaps.Value > 2)
                {
                    TVector cx = TSimd.Load(c);
                    c0 = TSimd.MultiplyAdd(cx, d0, c0);
                    if (TRows.Value > 1)
                    {
                        c1 = TSimd.MultiplyAdd(cx, d1, c1);
                    }

                    if (TRows.Value > 2)
                    {
                        c2 = TSimd.MultiplyAdd(cx, d2, c2);
                    }

                    if (TRows.Value > 3)
                    {
                        c3 = TSimd.MultiplyAdd(cx, d3, c3);
                    }

                    if (TRows.Value > 4)
                    {
                        c4 = TSimd.MultiplyAdd(cx, d4, c4);
                    }

                    c += TSimd.Count;
                }

                if (TTaps.Value > 3)
                {
                    TVector ex = TSimd.Load(e);
                    e0 = TSimd.MultiplyAdd(ex, d0, e0);
                    if (TRows.Value > 1)
                    {
                        e1 = TSimd.MultiplyAdd(ex, d1, e1);
                    }

                    if (TRows.Value > 2)
                    {
                        e2 = TSimd.MultiplyAdd(ex, d2, e2);
                    }

                    if (TRows.Value > 3)
                    {
                        e3 = TSimd.MultiplyAdd(ex, d3, e3);
                    }

                    if (TRows.Value > 4)
                    {
                        e4 = TSimd.MultiplyAdd(ex, d4, e4);
                    }

                    e += TSimd.Count;
                }

                if (TTaps.Value > 4)
                {
                    TVector fx = TSimd.Load(f);
                    f0 = TSimd.MultiplyAdd(fx, d0, f0);
                    if (TRows.Value > 1)
                    {
                        f1 = TSimd.MultiplyAdd(fx, d1, f1);
                    }

                    if (TRows.Value > 2)
                    {
                        f2 = TSimd.MultiplyAdd(fx, d2, f2);
                    }

                    if (TRows.Value > 3)
                    {
                        f3 = TSimd.MultiplyAdd(fx, d3, f3);
                    }

                    if (TRows.Value > 4)
                    {
                        f4 = TSimd.MultiplyAdd(fx, d4, f4);
                    }

                    f += TSimd.Count;
                }

                d += TSimd.Count;
            }
        }

        Finish<TRows>(dw, a0, a1, a2, a3, a4);
        if (TTaps.Value > 1)
        {
            Finish<TRows>(dw + strip.ProductStride, b0, b1, b2, b3, b4);
        }

        if (TTaps.Value > 2)
        {
            Finish<TRows>(dw + (2 * strip.ProductStride), c0, c1, c2, c3, c4);
        }

        if (TTaps.Value > 3)
        {
            Finish<TRows>(dw + (3 * strip.ProductStride), e0, e1, e2, e3, e4);
        }

        if (TTaps.Value > 4)
        {
            Finish<TRows>(dw + (4 * strip.ProductStride), f0, f1, f2, f3, f4);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TRows>(T* dw, TVector sum0, TVector sum1, TVector sum2, TVector sum3, TVector sum4)
        where TRows : struct, INumber
    {
        if (TRows.Value >= 4)
        {
            TSimd.AddSums(dw, sum0, sum1, sum2, sum3);
            if (TRows.Value > 4)
            {
                dw[4] += TSimd.Sum(sum4);
            }

            return;
        }

        dw[0] += TSimd.Sum(sum0);
        if (TRows.Value > 1)
        {
            dw[1] += TSimd.Sum(sum1);
        }

        if (TRows.Value > 2)
        {
            dw[2] += TSimd.Sum(sum2);
        }
    }
}
