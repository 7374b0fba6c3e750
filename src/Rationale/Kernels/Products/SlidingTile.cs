using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>
/// Eight neighboring windows of a line times one vector of columns. A pixel belongs to several windows: it is read once and multiplied with the weights of
/// every tap, where a tile that takes windows for unrelated rows reads it again for each of them and waits for memory.
/// </summary>
internal static unsafe class SlidingTile<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged
    where TSimd : struct, ISimd<TVector, T>
{
    /// <summary>Windows of a tile.</summary>
    public const int Windows = 8;

    /// <summary>Whether there are registers for it: machines with vectors of 512 bits have 32.</summary>
    public static bool IsPossible
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => sizeof(TVector) == 64;
    }

    /// <summary>Computes the tile of the first windows in the tables; <typeparamref name="TKernel"/> is three or five taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TKernel, TEpilogue>(in Strip<T> strip, T* source, T* c, T* side)
        where TKernel : struct, INumber
        where TEpilogue : struct, IEpilogue
    {
        // The second and fourth tap have sums of their own: otherwise each sum would wait for itself.
        TVector sum0 = default, sum1 = default, sum2 = default, sum3 = default, sum4 = default, sum5 = default, sum6 = default, sum7 = default;
        TVector odd0 = default, odd1 = default, odd2 = default, odd3 = default, odd4 = default, odd5 = default, odd6 = default, odd7 = default;
        nint channels = strip.Depth / TKernel.Value, tap = channels * Panels.Width;
        nint tap2 = 2 * tap, tap3 = TKernel.Value > 3 ? 3 * tap : 0, tap4 = TKernel.Value > 3 ? 4 * tap : 0;
        nint x1 = 1 * channels;
        nint x2 = 2 * channels;
        nint x3 = 3 * channels;
        nint x4 = 4 * channels;
        nint x5 = 5 * channels;
        nint x6 = 6 * channels;
        nint x7 = 7 * channels;
        nint x8 = 8 * channels;
        nint x9 = 9 * channels;
        nint x10 = TKernel.Value > 3 ? 10 * channels : 0;
        nint x11 = TKernel.Value > 3 ? 11 * channels : 0;
        T* b = strip.First;
        T* row = source + strip.LeftRows[0];
        for (int segment = 0; segment < strip.SegmentCount; segment++, b += (TKernel.Value - 1) * tap)
        {
            T* a = row + strip.Segments[segment];
            for (nint left = channels; left > 0; left--)
            {
                TVector weight0 = TSimd.Load(b), weight1 = TSimd.Load(b + tap), weight2 = TSimd.Load(b + tap2);
                TVector weight3 = TKernel.Value > 3 ? TSimd.Load(b + tap3) : default, weight4 = TKernel.Value > 3 ? TSimd.Load(b + tap4) : default;
                TVector pixel = TSimd.Broadcast(a[0]);
                sum0 = TSimd.MultiplyAdd(pixel, weight0, sum0);

                pixel = TSimd.Broadcast(a[x1]);
                sum1 = TSimd.MultiplyAdd(pixel, weight0, sum1);
                odd0 = TSimd.MultiplyAdd(pixel, weight1, odd0);

                pixel = TSimd.Broadcast(a[x2]);
                sum2 = TSimd.MultiplyAdd(pixel, weight0, sum2);
                odd1 = TSimd.MultiplyAdd(pixel, weight1, odd1);
                sum0 = TSimd.MultiplyAdd(pixel, weight2, sum0);

                pixel = TSimd.Broadcast(a[x3]);
                sum3 = TSimd.MultiplyAdd(pixel, weight0, sum3);
                odd2 = TSimd.MultiplyAdd(pixel, weight1, odd2);
                sum1 = TSimd.MultiplyAdd(pixel, weight2, sum1);
                if (TKernel.Value > 3)
                {
                    odd0 = TSimd.MultiplyAdd(pixel, weight3, odd0);
                }

                pixel = TSimd.Broadcast(a[x4]);
                sum4 = TSimd.MultiplyAdd(pixel, weight0, sum4);
                odd3 = TSimd.MultiplyAdd(pixel, weight1, odd3);
                sum2 = TSimd.MultiplyAdd(pixel, weight2, sum2);
                if (TKernel.Value > 3)
                {
                    odd1 = TSimd.MultiplyAdd(pixel, weight3, odd1);
                    sum0 = TSimd.MultiplyAdd(pixel, weight4, sum0);
                }

                pixel = TSimd.Broadcast(a[x5]);
                sum5 = TSimd.MultiplyAdd(pixel, weight0, sum5);
                odd4 = TSimd.MultiplyAdd(pixel, weight1, odd4);
                sum3 = TSimd.MultiplyAdd(pixel, weight2, sum3);
                if (TKernel.Value > 3)
                {
                    odd2 = TSimd.MultiplyAdd(pixel, weight3, odd2);
                    sum1 = TSimd.MultiplyAdd(pixel, weight4, sum1);
                }

                pixel = TSimd.Broadcast(a[x6]);
                sum6 = TSimd.MultiplyAdd(pixel, weight0, sum6);
                odd5 = TSimd.MultiplyAdd(pixel, weight1, odd5);
                sum4 = TSimd.MultiplyAdd(pixel, weight2, sum4);
                if (TKernel.Value > 3)
                {
                    odd3 = TSimd.MultiplyAdd(pixel, weight3, odd3);
                    sum2 = TSimd.MultiplyAdd(pixel, weight4, sum2);
                }

                pixel = TSimd.Broadcast(a[x7]);
                sum7 = TSimd.MultiplyAdd(pixel, weight0, sum7);
                odd6 = TSimd.MultiplyAdd(pixel, weight1, odd6);
                sum5 = TSimd.MultiplyAdd(pixel, weight2, sum5);
                if (TKernel.Value > 3)
                {
                    odd4 = TSimd.MultiplyAdd(pixel, weight3, odd4);
                    sum3 = TSimd.MultiplyAdd(pixel, weight4, sum3);
                }

                pixel = TSimd.Broadcast(a[x8]);
                odd7 = TSimd.MultiplyAdd(pixel, weight1, odd7);
                sum6 = TSimd.MultiplyAdd(pixel, weight2, sum6);
                if (TKernel.Value > 3)
                {
                    odd5 = TSimd.MultiplyAdd(pixel, weight3, odd5);
                    sum4 = TSimd.MultiplyAdd(pixel, weight4, sum4);
                }

                pixel = TSimd.Broadcast(a[x9]);
                sum7 = TSimd.MultiplyAdd(pixel, weight2, sum7);
                if (TKernel.Value > 3)
                {
                    odd6 = TSimd.MultiplyAdd(pixel, weight3, odd6);
                    sum5 = TSimd.MultiplyAdd(pixel, weight4, sum5);
                }

                if (TKernel.Value > 3)
                {
                    pixel = TSimd.Broadcast(a[x10]);
                    odd7 = TSimd.MultiplyAdd(pixel, weight3, odd7);
                    sum6 = TSimd.MultiplyAdd(pixel, weight4, sum6);
                }

                if (TKernel.Value > 3)
                {
                    pixel = TSimd.Broadcast(a[x11]);
                    sum7 = TSimd.MultiplyAdd(pixel, weight4, sum7);
                }

                a++;
                b += Panels.Width;
            }
        }

        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 0, TSimd.Add(sum0, odd0), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 1, TSimd.Add(sum1, odd1), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 2, TSimd.Add(sum2, odd2), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 3, TSimd.Add(sum3, odd3), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 4, TSimd.Add(sum4, odd4), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 5, TSimd.Add(sum5, odd5), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 6, TSimd.Add(sum6, odd6), default, c, side);
        Tile<TVector, TSimd, T>.Finish<One, TEpilogue, ScatteredLayout>(in strip, 7, TSimd.Add(sum7, odd7), default, c, side);
    }
}
