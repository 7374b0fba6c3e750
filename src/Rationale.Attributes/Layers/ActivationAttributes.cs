namespace Rationale;

/// <summary>Rectified linear unit: <c>max(x, 0)</c>.</summary>
public sealed class ReluAttribute : LayerAttribute;

/// <summary>Leaky rectified linear unit: <c>x</c> above zero, <c>slope · x</c> below.</summary>
/// <param name="slope">Slope below zero.</param>
public sealed class LeakyReluAttribute(double slope = 0.01) : LayerAttribute
{
    /// <summary>Slope below zero.</summary>
    public double Slope { get; } = slope;
}

/// <summary>Exponential linear unit: <c>x</c> above zero, <c>alpha · (eˣ − 1)</c> below.</summary>
/// <param name="alpha">Scale of the negative part.</param>
public sealed class EluAttribute(double alpha = 1) : LayerAttribute
{
    /// <summary>Scale of the negative part.</summary>
    public double Alpha { get; } = alpha;
}

/// <summary>Gaussian error linear unit in its exact form: <c>x · Φ(x)</c>.</summary>
public sealed class GeluAttribute : LayerAttribute;

/// <summary>Sigmoid linear unit, also called swish: <c>x · σ(x)</c>.</summary>
public sealed class SiluAttribute : LayerAttribute;

/// <summary>Hyperbolic tangent.</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary>Logistic function: <c>1 / (1 + e⁻ˣ)</c>.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>Probabilities: <c>eᶻ / Σ eᶻ</c> over the last dimension, which are the units of a <see cref="DenseAttribute"/>, the channels at each place of an image, or the width of each token.</summary>
public sealed class SoftmaxAttribute : LayerAttribute;

/// <summary>Smooth rectifier: <c>log(1 + eˣ)</c>.</summary>
public sealed class SoftplusAttribute : LayerAttribute;
