using Rationale.Data;

namespace Rationale.Constraints;

/// <summary>
/// The mask rule M_c of RRR (Ross et al. 2017, section 3.2): an input matters if its gradient is larger than a share c of the largest of its example.
/// The comparison is strict, so an example of zeros has an empty mask.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class LargestGradientMask
{
    /// <summary>The authors' choice of c.</summary>
    public const double DefaultCutoff = 0.67;

    /// <summary>The mask of one example.</summary>
    /// <param name="gradient">The gradient of an example.</param>
    /// <param name="cutoff">c, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">c is not in [0, 1).</exception>
    public static bool[] Compute(ReadOnlySpan<float> gradient, double cutoff = DefaultCutoff)
    {
        CheckCutoff(cutoff);
        var largest = 0f;
        foreach (var value in gradient)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        var mask = new bool[gradient.Length];
        for (var i = 0; i < mask.Length; i++)
        {
            mask[i] = Math.Abs(gradient[i]) > cutoff * largest;
        }

        return mask;
    }

    internal static void CheckCutoff(double cutoff)
    {
        if (!(cutoff is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(cutoff), cutoff, "The share of the largest gradient must be at least 0 and below 1.");
        }
    }

    /// <summary>The masks of many examples, as annotation masks: 1 where an input matters.</summary>
    /// <param name="gradients">[examples × inputs].</param>
    /// <param name="cutoff">c, in [0, 1).</param>
    public static FeatureMatrix Compute(FeatureMatrix gradients, double cutoff = DefaultCutoff)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        var bytes = new byte[checked(gradients.Count * gradients.Width)];
        var row = new float[gradients.Width];
        for (var i = 0; i < gradients.Count; i++)
        {
            gradients.CopyRows(i, 1, row);
            var mask = Compute(row, cutoff);
            for (var j = 0; j < mask.Length; j++)
            {
                bytes[(i * gradients.Width) + j] = mask[j] ? (byte)1 : (byte)0;
            }
        }

        return FeatureMatrix.FromBytes(bytes, gradients.Width);
    }
}
