using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Sums, as the class of that name for the CPU. Where there are many sums each has one thread, where there are few several; the order of the additions depends on the sizes
/// and on the number of threads alone, so that every run gives the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockReduceKernels
{
    /// <summary><c>y[m] = Σ x[o, m, i]</c> over o and i, or added to y.</summary>
    public static void Sum<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int outer, int middle, int inner, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int terms = outer * inner;
        if (Strip.IsWorthwhile(lanes, middle, terms))
        {
            var strip = Strip.Of(lanes, middle);
            for (int first = lanes.Block * strip.Width; first < middle; first += lanes.Blocks * strip.Width)
            {
                int m = first + strip.Lane;
                T part = T.Zero;
                for (int term = strip.Part; m < middle && term < terms; term += strip.Parts)
                {
                    part += x[(((term / inner * middle) + m) * inner) + (term % inner)];
                }

                T sum = BlockSum.Of(strip, lanes.Thread, part);
                if (strip.Part == 0 && m < middle)
                {
                    y[m] = accumulate ? y[m] + sum : sum;
                }
            }

            return;
        }

        for (int m = lanes.First; m < middle; m += lanes.Stride)
        {
            T sum = T.Zero;
            for (int o = 0; o < outer; o++)
            {
                for (int i = 0; i < inner; i++)
                {
                    sum += x[(((o * middle) + m) * inner) + i];
                }
            }

            y[m] = accumulate ? y[m] + sum : sum;
        }
    }

    /// <summary><c>y = Σ x²</c>, or added to y; by the threads of the first block.</summary>
    public static void SumOfSquares<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes.Block != 0)
        {
            return;
        }

        T part = T.Zero;
        for (int i = lanes.Thread; i < x.IntLength; i += lanes.Threads)
        {
            part += x[i] * x[i];
        }

        T sum = BlockSum.Of(Strip.Of(lanes, 1), lanes.Thread, part);
        if (lanes.Thread == 0)
        {
            y[0] = accumulate ? y[0] + sum : sum;
        }
    }
}
