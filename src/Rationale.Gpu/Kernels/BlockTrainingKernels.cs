using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// The steps of optimizers over flat parameters, and what a training asks of gradients, each one pass. The formulas are those of <see cref="Rationale.Kernels.OptimizerKernels"/>. Factors that change from step to
/// step stand in the device's memory: that of the gradient, the step size, the correction of the root and the decay. Where something that is not finite has been found, nothing moves.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTrainingKernels
{
    /// <summary>Factors of a step.</summary>
    public const int Factors = 4;

    /// <summary><c>θ -= stepSize · scale · g</c>.</summary>
    public static void Descend<T>(Lanes lanes, ArrayView<T> theta, ArrayView<T> g, ArrayView<T> factors, ArrayView<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found[0] != T.Zero)
        {
            return;
        }

        T scale = factors[0], stepSize = factors[1];
        for (int i = lanes.First; i < theta.IntLength; i += lanes.Stride)
        {
            theta[i] -= stepSize * (scale * g[i]);
        }
    }

    /// <summary><c>v = momentum · v + scale · g; θ -= stepSize · v</c>.</summary>
    public static void DescendWithMomentum<T>(Lanes lanes, ArrayView<T> theta, ArrayView<T> g, ArrayView<T> velocity, ArrayView<T> factors, ArrayView<T> found, T momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found[0] != T.Zero)
        {
            return;
        }

        T scale = factors[0], stepSize = factors[1];
        for (int i = lanes.First; i < theta.IntLength; i += lanes.Stride)
        {
            T v = (momentum * velocity[i]) + (scale * g[i]);
            velocity[i] = v;
            theta[i] -= stepSize * v;
        }
    }

    /// <summary><c>m += (1 - β₁)(g - m); v = β₂v + (1 - β₂)g²; θ = θ(1 - decay) - stepSize · m / (√v · rootCorrection + ε)</c>.</summary>
    public static void Adam<T>(Lanes lanes, ArrayView<T> theta, ArrayView<T> g, ArrayView<T> m, ArrayView<T> v, ArrayView<T> factors, ArrayView<T> found, T beta1, T beta2, T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found[0] != T.Zero)
        {
            return;
        }

        T scale = factors[0], stepSize = factors[1], rootCorrection = factors[2], decay = factors[3];
        for (int i = lanes.First; i < theta.IntLength; i += lanes.Stride)
        {
            T gradient = scale * g[i];
            T mean = m[i] + ((gradient - m[i]) * (T.One - beta1));
            T square = (v[i] * beta2) + (gradient * gradient * (T.One - beta2));
            m[i] = mean;
            v[i] = square;
            theta[i] = (theta[i] * (T.One - decay)) - (stepSize * (mean / ((T.Sqrt(square) * rootCorrection) + epsilon)));
        }
    }

    /// <summary><c>total[i] = Σ sums[block · stride + i]</c>, or <c>total[i] += …</c>, block after block.</summary>
    public static void AddSums<T>(Lanes lanes, ArrayView<T> sums, ArrayView<T> total, int blocks, int stride, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < total.IntLength; i += lanes.Stride)
        {
            T sum = accumulate ? total[i] : T.Zero;
            for (int block = 0; block < blocks; block++)
            {
                sum += sums[(block * stride) + i];
            }

            total[i] = sum;
        }
    }

    /// <summary><c>total[i] = Σ sums[part · n + i]</c>, or <c>total[i] += …</c>, for a total of n elements: where there are many parts, several threads share a sum.</summary>
    public static void AddParts<T>(Lanes lanes, ArrayView<T> sums, ArrayView<T> total, int parts, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = total.IntLength;
        var strip = Strip.Of(lanes, length);
        for (int first = lanes.Block * strip.Width; first < length; first += lanes.Blocks * strip.Width)
        {
            int i = first + strip.Lane;
            T own = T.Zero;
            for (int part = strip.Part; i < length && part < parts; part += strip.Parts)
            {
                own += sums[(part * length) + i];
            }

            T sum = BlockSum.Of(strip, lanes.Thread, own);
            if (strip.Part == 0 && i < length)
            {
                total[i] = accumulate ? total[i] + sum : sum;
            }
        }
    }

    /// <summary>Each block's sum of squares, in the order of the blocks.</summary>
    public static void SquaresOfBlocks<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> parts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T part = T.Zero;
        for (int i = lanes.First; i < x.IntLength; i += lanes.Stride)
        {
            part += x[i] * x[i];
        }

        T sum = BlockSum.Of(Strip.Of(lanes, 1), lanes.Thread, part);
        if (lanes.Thread == 0)
        {
            parts[lanes.Block] = sum;
        }
    }

    /// <summary>Writes 1 where an element is not finite; otherwise leaves <paramref name="found"/> as it is.</summary>
    public static void FindNotFinite<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Whoever finds one writes the same number, so that it does not matter who is last.
        for (int i = lanes.First; i < x.IntLength; i += lanes.Stride)
        {
            if (x[i] - x[i] != T.Zero)
            {
                found[0] = T.One;
            }
        }
    }

    /// <summary><c>y = x</c> for one number, and writes 1 where it is not finite; otherwise leaves <paramref name="found"/> as it is.</summary>
    public static void KeepTotal<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, ArrayView<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes.First == 0)
        {
            y[0] = x[0];
            if (x[0] - x[0] != T.Zero)
            {
                found[0] = T.One;
            }
        }
    }

    /// <summary>The factor that brings the gradient to the largest norm allowed, from the blocks' sums of squares, into the first factor of every range; a norm that is not finite is found.</summary>
    public static void Clip<T>(Lanes lanes, ArrayView<T> parts, ArrayView<T> factors, ArrayView<T> found, T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes.First != 0)
        {
            return;
        }

        T sum = T.Zero;
        for (int block = 0; block < parts.IntLength; block++)
        {
            sum += parts[block];
        }

        T norm = T.Sqrt(sum);
        if (norm - norm != T.Zero)
        {
            found[0] = T.One;
        }

        for (int range = 0; range < factors.IntLength; range += Factors)
        {
            factors[range] = norm > largest ? largest / norm : T.One;
        }
    }

    /// <summary><c>y = x</c>, unless something that is not finite has been found.</summary>
    public static void Keep<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, ArrayView<T> found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (found[0] != T.Zero)
        {
            return;
        }

        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = x[i];
        }
    }

    /// <summary>Writes the totals of a step, and behind them whether all was finite so far, where they wait for the host. One thread does it, the one that moves the place on afterwards.</summary>
    public static void Record<T>(Lanes lanes, ArrayView<T> totals, ArrayView<T> found, ArrayView<T> slots, int width, ulong slot)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes.First != 0)
        {
            return;
        }

        int first = (int)slot * width;
        for (int i = 0; i < totals.IntLength; i++)
        {
            slots[first + i] = totals[i];
        }

        slots[first + width - 1] = found[0];
    }

    /// <summary>Moves the counters on to the next step; nobody else reads them in its launch but <see cref="Record"/> before it.</summary>
    public static void Advance<T>(Lanes lanes, ArrayView<long> counters, int examples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (lanes.First == 0)
        {
            counters[1]++;
            counters[3]++;
            counters[4] += examples;
        }
    }

    /// <summary><c>y[i] = table[row(i)]</c>, where the first rows are those that stand before every batch, and the others follow each other in an order.</summary>
    public static void GatherExamples<T>(Lanes lanes, ArrayView<T> table, ArrayView<T> y, ArrayView<int> order, int width, int always, ulong position)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            // A data set may have more elements than an integer counts, unlike a batch.
            y[i] = table[((long)RowOf(order, i / width, always, (int)position) * width) + (i % width)];
        }
    }

    /// <summary><c>labels[i] = table[row(i)]</c>, as <see cref="GatherExamples"/> has it.</summary>
    public static void GatherLabels<T>(Lanes lanes, ArrayView<int> allLabels, ArrayView<int> labels, ArrayView<int> order, int always, ulong position)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < labels.IntLength; i += lanes.Stride)
        {
            labels[i] = allLabels[RowOf(order, i, always, (int)position)];
        }
    }

    /// <summary><c>labels = allLabels</c>, as many as there are of the former.</summary>
    public static void CopyLabels<T>(Lanes lanes, ArrayView<int> allLabels, ArrayView<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < labels.IntLength; i += lanes.Stride)
        {
            labels[i] = allLabels[i];
        }
    }

    /// <summary>
    /// Versions of examples in which some values are replaced: of the q versions of an example, version j keeps a value where its place in the cycle, turned by j, is below <paramref name="kept"/>. The first
    /// version is that with the number <paramref name="firstVersion"/> over all examples, counted from the first example of the launch.
    /// </summary>
    public static void MaskVersions<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> replacements, ArrayView<T> y, ArrayView<int> places, int width, int cycle, int kept, int firstVersion)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            int number = firstVersion + (i / width), feature = i % width, at = (number / cycle * width) + feature;
            int turned = places[at] + (number % cycle);
            turned -= turned >= cycle ? cycle : 0;
            y[i] = turned < kept ? x[at] : replacements[feature];
        }
    }

    private static int RowOf(ArrayView<int> order, int row, int always, int position) => row < always ? row : always + order[position + row - always];
}
