using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>
/// The transforms of Winograd's F(2×2, 3×3), with channels in the lanes: <c>y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]A</c> for a patch d of 4 × 4 pixels, and their
/// transposes (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, 2016, equation 8).
/// </summary>
/// <remarks>The sixteen values of a transform are <c>product</c> elements apart.</remarks>
internal static unsafe class WinogradTransforms<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Stores <c>Bᵀ·d·B</c> of the patch at <paramref name="x"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Patch(T* x, nint row, nint pixel, T* values, nint product)
    {
        T* x1 = x + row;
        T* x2 = x1 + row;
        T* x3 = x2 + row;
        TVector a0 = TSimd.Load(x), b0 = TSimd.Load(x1), c0 = TSimd.Load(x2), d0 = TSimd.Load(x3);
        (a0, b0, c0, d0) = (TSimd.Subtract(a0, c0), TSimd.Add(b0, c0), TSimd.Subtract(c0, b0), TSimd.Subtract(b0, d0));
        TVector a1 = TSimd.Load(x + pixel), b1 = TSimd.Load(x1 + pixel), c1 = TSimd.Load(x2 + pixel), d1 = TSimd.Load(x3 + pixel);
        (a1, b1, c1, d1) = (TSimd.Subtract(a1, c1), TSimd.Add(b1, c1), TSimd.Subtract(c1, b1), TSimd.Subtract(b1, d1));
        TVector a2 = TSimd.Load(x + (2 * pixel)), b2 = TSimd.Load(x1 + (2 * pixel)), c2 = TSimd.Load(x2 + (2 * pixel)), d2 = TSimd.Load(x3 + (2 * pixel));
        (a2, b2, c2, d2) = (TSimd.Subtract(a2, c2), TSimd.Add(b2, c2), TSimd.Subtract(c2, b2), TSimd.Subtract(b2, d2));
        TVector a3 = TSimd.Load(x + (3 * pixel)), b3 = TSimd.Load(x1 + (3 * pixel)), c3 = TSimd.Load(x2 + (3 * pixel)), d3 = TSimd.Load(x3 + (3 * pixel));
        (a3, b3, c3, d3) = (TSimd.Subtract(a3, c3), TSimd.Add(b3, c3), TSimd.Subtract(c3, b3), TSimd.Subtract(b3, d3));
        Store(values, product, TSimd.Subtract(a0, a2), TSimd.Add(a1, a2), TSimd.Subtract(a2, a1), TSimd.Subtract(a1, a3));
        Store(values + (4 * product), product, TSimd.Subtract(b0, b2), TSimd.Add(b1, b2), TSimd.Subtract(b2, b1), TSimd.Subtract(b1, b3));
        Store(values + (8 * product), product, TSimd.Subtract(c0, c2), TSimd.Add(c1, c2), TSimd.Subtract(c2, c1), TSimd.Subtract(c1, c3));
        Store(values + (12 * product), product, TSimd.Subtract(d0, d2), TSimd.Add(d1, d2), TSimd.Subtract(d2, d1), TSimd.Subtract(d1, d3));
    }

    /// <summary>Stores the part of <c>Aᵀ·m·A</c> that lies inside the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Result<TEpilogue>(T* values, nint product, T* y, nint row, nint pixel, bool hasSecondRow, bool hasSecondPixel, T* side, T below)
        where TEpilogue : struct, IEpilogue
    {
        T* v1 = values + (4 * product);
        T* v2 = values + (8 * product);
        T* v3 = values + (12 * product);
        TVector b0 = TSimd.Load(v1), c0 = TSimd.Load(v2);
        TVector upper0 = TSimd.Add(TSimd.Add(TSimd.Load(values), b0), c0);
        TVector lower0 = TSimd.Subtract(TSimd.Subtract(b0, c0), TSimd.Load(v3));
        TVector b1 = TSimd.Load(v1 + product), c1 = TSimd.Load(v2 + product);
        TVector upper1 = TSimd.Add(TSimd.Add(TSimd.Load(values + product), b1), c1);
        TVector lower1 = TSimd.Subtract(TSimd.Subtract(b1, c1), TSimd.Load(v3 + product));
        TVector b2 = TSimd.Load(v1 + (2 * product)), c2 = TSimd.Load(v2 + (2 * product));
        TVector upper2 = TSimd.Add(TSimd.Add(TSimd.Load(values + (2 * product)), b2), c2);
        TVector lower2 = TSimd.Subtract(TSimd.Subtract(b2, c2), TSimd.Load(v3 + (2 * product)));
        TVector b3 = TSimd.Load(v1 + (3 * product)), c3 = TSimd.Load(v2 + (3 * product));
        TVector upper3 = TSimd.Add(TSimd.Add(TSimd.Load(values + (3 * product)), b3), c3);
        TVector lower3 = TSimd.Subtract(TSimd.Subtract(b3, c3), TSimd.Load(v3 + (3 * product)));
        TVector slope = TSimd.Broadcast(below);
        Finish<TEpilogue>(TSimd.Add(TSimd.Add(upper0, upper1), upper2), y, side, slope);
        if (hasSecondPixel)
        {
            Finish<TEpilogue>(TSimd.Subtract(TSimd.Subtract(upper1, upper2), upper3), y + pixel, TEpilogue.SideHasRows ? side + pixel : side, slope);
        }

        if (!hasSecondRow)
        {
            return;
        }

        y += row;
        if (TEpilogue.SideHasRows)
        {
            side += row;
        }

        Finish<TEpilogue>(TSimd.Add(TSimd.Add(lower0, lower1), lower2), y, side, slope);
        if (hasSecondPixel)
        {
            Finish<TEpilogue>(TSimd.Subtract(TSimd.Subtract(lower1, lower2), lower3), y + pixel, TEpilogue.SideHasRows ? side + pixel : side, slope);
        }
    }

    /// <summary>Stores <c>A·y·Aᵀ</c> of the first <paramref name="valid"/> channels of an output gradient; the other lanes are zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Deltas(T* y, nint row, nint pixel, bool hasSecondRow, bool hasSecondPixel, int valid, T* values, nint product)
    {
        TVector a0 = Load(y, valid), a1 = hasSecondPixel ? Load(y + pixel, valid) : default;
        TVector d0 = hasSecondRow ? Load(y + row, valid) : default, d1 = hasSecondRow && hasSecondPixel ? Load(y + row + pixel, valid) : default;
        TVector b0 = TSimd.Add(a0, d0), b1 = TSimd.Add(a1, d1), c0 = TSimd.Subtract(a0, d0), c1 = TSimd.Subtract(a1, d1);
        (d0, d1) = (TSimd.Negate(d0), TSimd.Negate(d1));
        Store(values, product, a0, TSimd.Add(a0, a1), TSimd.Subtract(a0, a1), TSimd.Negate(a1));
        Store(values + (4 * product), product, b0, TSimd.Add(b0, b1), TSimd.Subtract(b0, b1), TSimd.Negate(b1));
        Store(values + (8 * product), product, c0, TSimd.Add(c0, c1), TSimd.Subtract(c0, c1), TSimd.Negate(c1));
        Store(values + (12 * product), product, d0, TSimd.Add(d0, d1), TSimd.Subtract(d0, d1), TSimd.Negate(d1));
    }

    /// <summary>Stores <c>G·g·Gᵀ</c> of a kernel whose positions are <paramref name="tap"/> elements apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Filter(T* g, nint tap, T* values, nint product, T half)
    {
        TVector halves = TSimd.Broadcast(half);
        TVector a0 = TSimd.Load(g + (0 * tap)), m0 = TSimd.Multiply(halves, TSimd.Load(g + (3 * tap))), d0 = TSimd.Load(g + (6 * tap));
        TVector e0 = TSimd.Multiply(halves, TSimd.Add(a0, d0)), b0 = TSimd.Add(e0, m0), c0 = TSimd.Subtract(e0, m0);
        TVector a1 = TSimd.Load(g + (1 * tap)), m1 = TSimd.Multiply(halves, TSimd.Load(g + (4 * tap))), d1 = TSimd.Load(g + (7 * tap));
        TVector e1 = TSimd.Multiply(halves, TSimd.Add(a1, d1)), b1 = TSimd.Add(e1, m1), c1 = TSimd.Subtract(e1, m1);
        TVector a2 = TSimd.Load(g + (2 * tap)), m2 = TSimd.Multiply(halves, TSimd.Load(g + (5 * tap))), d2 = TSimd.Load(g + (8 * tap));
        TVector e2 = TSimd.Multiply(halves, TSimd.Add(a2, d2)), b2 = TSimd.Add(e2, m2), c2 = TSimd.Subtract(e2, m2);
        Filter(values, product, a0, a1, a2, halves);
        Filter(values + (4 * product), product, b0, b1, b2, halves);
        Filter(values + (8 * product), product, c0, c1, c2, halves);
        Filter(values + (12 * product), product, d0, d1, d2, halves);
    }

    /// <summary>Adds <c>Gᵀ·u·G</c> to the first <paramref name="valid"/> weights of each kernel position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddGradient(T* values, nint product, T* gradient, nint tap, int valid, T half)
    {
        TVector halves = TSimd.Broadcast(half);
        T* v1 = values + (4 * product);
        T* v2 = values + (8 * product);
        T* v3 = values + (12 * product);
        TVector b0 = TSimd.Multiply(halves, TSimd.Load(v1)), c0 = TSimd.Multiply(halves, TSimd.Load(v2)), s0 = TSimd.Add(b0, c0);
        TVector x0 = TSimd.Add(TSimd.Load(values), s0), y0 = TSimd.Subtract(b0, c0), z0 = TSimd.Add(s0, TSimd.Load(v3));
        TVector b1 = TSimd.Multiply(halves, TSimd.Load(v1 + product)), c1 = TSimd.Multiply(halves, TSimd.Load(v2 + product)), s1 = TSimd.Add(b1, c1);
        TVector x1 = TSimd.Add(TSimd.Load(values + product), s1), y1 = TSimd.Subtract(b1, c1), z1 = TSimd.Add(s1, TSimd.Load(v3 + product));
        TVector b2 = TSimd.Multiply(halves, TSimd.Load(v1 + (2 * product))), c2 = TSimd.Multiply(halves, TSimd.Load(v2 + (2 * product))), s2 = TSimd.Add(b2, c2);
        TVector x2 = TSimd.Add(TSimd.Load(values + (2 * product)), s2), y2 = TSimd.Subtract(b2, c2), z2 = TSimd.Add(s2, TSimd.Load(v3 + (2 * product)));
        TVector b3 = TSimd.Multiply(halves, TSimd.Load(v1 + (3 * product))), c3 = TSimd.Multiply(halves, TSimd.Load(v2 + (3 * product))), s3 = TSimd.Add(b3, c3);
        TVector x3 = TSimd.Add(TSimd.Load(values + (3 * product)), s3), y3 = TSimd.Subtract(b3, c3), z3 = TSimd.Add(s3, TSimd.Load(v3 + (3 * product)));
        AddGradient(x0, x1, x2, x3, halves, gradient, tap, valid);
        AddGradient(y0, y1, y2, y3, halves, gradient + (3 * tap), tap, valid);
        AddGradient(z0, z1, z2, z3, halves, gradient + (6 * tap), tap, valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Load(T* source, int valid) => valid == TSimd.Count ? TSimd.Load(source) : TSimd.LoadPartial(source, valid);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* values, nint product, TVector a, TVector b, TVector c, TVector d)
    {
        TSimd.Store(values, a);
        TSimd.Store(values + product, b);
        TSimd.Store(values + (2 * product), c);
        TSimd.Store(values + (3 * product), d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(TVector sum, T* y, T* side, TVector below)
        where TEpilogue : struct, IEpilogue =>
        TSimd.Store(y, TEpilogue.Finish<TVector, TSimd, T>(sum, TEpilogue.HasSide ? TSimd.Load(side) : default, below));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Filter(T* values, nint product, TVector left, TVector middle, TVector right, TVector halves)
    {
        TVector ends = TSimd.Multiply(halves, TSimd.Add(left, right)), center = TSimd.Multiply(halves, middle);
        Store(values, product, left, TSimd.Add(ends, center), TSimd.Subtract(ends, center), right);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGradient(TVector a, TVector b, TVector c, TVector d, TVector halves, T* gradient, nint tap, int valid)
    {
        (b, c) = (TSimd.Multiply(halves, b), TSimd.Multiply(halves, c));
        TVector sum = TSimd.Add(b, c);
        AddTo(gradient, TSimd.Add(a, sum), valid);
        AddTo(gradient + tap, TSimd.Subtract(b, c), valid);
        AddTo(gradient + (2 * tap), TSimd.Add(sum, d), valid);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(T* gradient, TVector value, int valid)
    {
        if (valid == TSimd.Count)
        {
            TSimd.Store(gradient, TSimd.Add(TSimd.Load(gradient), value));
        }
        else
        {
            TSimd.StorePartial(gradient, TSimd.Add(TSimd.LoadPartial(gradient, valid), value), valid);
        }
    }
}
