using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// The steps of optimizers over flat parameters, each one pass. Generated code calls these. The formulas are PyTorch's; whoever calls computes the factors
/// that are the same for all parameters.
/// </summary>
internal static unsafe class OptimizerKernels
{
    /// <summary><c>v = momentum · v + g; θ -= learningRate · v</c>. Without momentum <paramref name="velocity"/> may be empty and <c>θ -= learningRate · g</c>.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradients">g.</param>
    /// <param name="velocity">v, zero before the first step; empty where momentum is zero.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="momentum">0 to 1.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sgd<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> velocity, T learningRate, T momentum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(gradients.Length, parameters.Length, nameof(gradients));
        fixed (T* theta = parameters, g = gradients, v = velocity)
        {
            if (momentum == T.Zero && velocity.IsEmpty)
            {
                Updates.Run(theta, g, null, null, parameters.Length, new DescentUpdate<T>(learningRate));
                return;
            }

            Require.SameLength(velocity.Length, parameters.Length, nameof(velocity));
            Updates.Run(theta, g, v, null, parameters.Length, new MomentumUpdate<T>(learningRate, momentum));
        }
    }

    /// <summary>
    /// <c>m = β₁m + (1 - β₁)g; v = β₂v + (1 - β₂)g²; θ -= stepSize · m / (√v · rootCorrection + ε)</c>.
    /// </summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradients">g.</param>
    /// <param name="m">The running mean of g, zero before the first step.</param>
    /// <param name="v">The running mean of g², zero before the first step.</param>
    /// <param name="stepSize">The learning rate over <c>1 - β₁ᵗ</c>, t from 1.</param>
    /// <param name="rootCorrection"><c>1 / √(1 - β₂ᵗ)</c>.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Adam<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> m, Span<T> v, T stepSize, T rootCorrection, T beta1, T beta2, T epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        AdamW(parameters, gradients, m, v, stepSize, rootCorrection, beta1, beta2, epsilon, T.Zero);

    /// <summary><see cref="Adam"/> after <c>θ *= 1 - decay</c>.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradients">g.</param>
    /// <param name="m">The running mean of g, zero before the first step.</param>
    /// <param name="v">The running mean of g², zero before the first step.</param>
    /// <param name="stepSize">The learning rate over <c>1 - β₁ᵗ</c>, t from 1.</param>
    /// <param name="rootCorrection"><c>1 / √(1 - β₂ᵗ)</c>.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="decay">The learning rate times the weight decay.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void AdamW<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> m, Span<T> v, T stepSize, T rootCorrection, T beta1, T beta2, T epsilon, T decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.SameLength(gradients.Length, parameters.Length, nameof(gradients));
        Require.SameLength(m.Length, parameters.Length, nameof(m));
        Require.SameLength(v.Length, parameters.Length, nameof(v));
        fixed (T* theta = parameters, g = gradients, mean = m, square = v)
        {
            Updates.Run(theta, g, mean, square, parameters.Length, new AdamUpdate<T>(stepSize, rootCorrection, beta1, beta2, epsilon, decay));
        }
    }

    /// <summary><c>Σ x²</c>, pairwise.</summary>
    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // In halves down to a piece that vectors sum one after the other: the error grows with the logarithm of the length.
        const int piece = 4096;
        if (x.Length <= piece)
        {
            return System.Numerics.Tensors.TensorPrimitives.SumOfSquares(x);
        }

        int half = x.Length / 2;
        return SumOfSquares(x[..half]) + SumOfSquares(x[half..]);
    }

    /// <summary><c>x *= s</c>.</summary>
    public static void Scale<T>(Span<T> x, T s)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Map.Run(x, x, new ScaleMap<T>(s));
}
