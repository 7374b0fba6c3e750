using System.Numerics.Tensors;
using Rationale.Attribution;
using Rationale.Constraints;

namespace Rationale.Models;

/// <summary>Why a model says what it says about one row: the gradient of a scalar with respect to the input. Other methods and many rows: <see cref="AttributionMethod"/>.</summary>
public sealed class Explanation
{
    private readonly float[] _gradient;

    internal Explanation(Prediction prediction, ExplainedScalar scalar, float[] gradient, IReadOnlyList<int> shape)
    {
        (Prediction, Scalar, _gradient) = (prediction, scalar, gradient);
        Attribution = Tensor.Create(gradient, [.. shape.Select(extent => (nint)extent)]);
    }

    /// <summary>What the model says.</summary>
    public Prediction Prediction { get; }

    /// <summary>The explained scalar.</summary>
    public ExplainedScalar Scalar { get; }

    /// <summary>The gradient, in the shape of the input; for ids, one norm of a gradient for each.</summary>
    public Tensor<float> Attribution { get; }

    /// <summary>The gradient as a flat row.</summary>
    public ReadOnlySpan<float> Values => _gradient;

    /// <summary>The inputs that matter most, by the size of their gradient.</summary>
    /// <param name="fraction">Share of the inputs to keep, above 0 and at most 1; of n inputs ⌈n · fraction⌉ are kept.</param>
    /// <returns>One flag for each input; ties are broken towards the first.</returns>
    public bool[] TopFraction(double fraction) => Ranking.TopFraction(_gradient, fraction, absolute: true);

    /// <summary>The inputs whose gradient is larger than a share of the largest: the mask M_c of RRR.</summary>
    /// <param name="cutoff">c, in [0, 1).</param>
    public bool[] LargestGradients(double cutoff = LargestGradientMask.DefaultCutoff) => LargestGradientMask.Of(_gradient, cutoff);
}
