using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>
/// Products with an inner dimension of a few elements, such as the first layer over points of a plane: two column vectors of the right factor stay in registers for all rows, where a <see cref="Tile{TVector, TSimd, T}"/> would read
/// them again every few rows. Sums have its order.
/// </summary>
internal static unsafe class ShallowTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>The longest inner dimension.</summary>
    public const int MaxDepth = 4;

    /// <summary>Computes two vectors of columns for all rows; <paramref name="side"/> is the epilogue's second operand at the first element.</summary>
    public static void Rows<TEpilogue>(in Strip<T> strip, T* a, T* c, T* side, int rows)
        where TEpilogue : struct, IEpilogue
    {
        switch (strip.Depth)
        {
            case 1: Rows<One, TEpilogue>(in strip, a, c, side, rows); break;
            case 2: Rows<Two, TEpilogue>(in strip, a, c, side, rows); break;
            case 3: Rows<Three, TEpilogue>(in strip, a, c, side, rows); break;
            default: Rows<Four, TEpilogue>(in strip, a, c, side, rows); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TDepth, TEpilogue>(in Strip<T> strip, T* a, T* c, T* side, int rows)
        where TDepth : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        T* b0 = strip.First;
        T* b1 = strip.Second;
        nint step = strip.StepStride;
        TVector first0 = TSimd.Load(b0), second0 = TSimd.Load(b1);
        TVector first1 = TDepth.Value > 1 ? TSimd.Load(b0 + Panels.Width) : default, second1 = TDepth.Value > 1 ? TSimd.Load(b1 + Panels.Width) : default;
        TVector first2 = TDepth.Value > 2 ? TSimd.Load(b0 + (2 * Panels.Width)) : default, second2 = TDepth.Value > 2 ? TSimd.Load(b1 + (2 * Panels.Width)) : default;
        TVector first3 = TDepth.Value > 3 ? TSimd.Load(b0 + (3 * Panels.Width)) : default, second3 = TDepth.Value > 3 ? TSimd.Load(b1 + (3 * Panels.Width)) : default;
        for (; rows > 0; rows--)
        {
            TVector x = TSimd.Broadcast(a[0]);
            TVector first = TSimd.MultiplyAdd(x, first0, default), second = TSimd.MultiplyAdd(x, second0, default);
            if (TDepth.Value > 1)
            {
                x = TSimd.Broadcast(a[step]);
                first = TSimd.MultiplyAdd(x, first1, first);
                second = TSimd.MultiplyAdd(x, second1, second);
            }

            if (TDepth.Value > 2)
            {
                x = TSimd.Broadcast(a[2 * step]);
                first = TSimd.MultiplyAdd(x, first2, first);
                second = TSimd.MultiplyAdd(x, second2, second);
            }

            if (TDepth.Value > 3)
            {
                x = TSimd.Broadcast(a[3 * step]);
                first = TSimd.MultiplyAdd(x, first3, first);
                second = TSimd.MultiplyAdd(x, second3, second);
            }

            Tile<TVector, TSimd, T>.Finish<Two, TEpilogue, DenseLayout>(in strip, 0, first, second, c, side);
            a += strip.RowStride;
            c += strip.ProductStride;
            side += TEpilogue.SideHasRows ? strip.ProductStride : 0;
        }
    }
}
