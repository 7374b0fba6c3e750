namespace Rationale;

/// <summary>
/// Adds <c>L2 · Σ θ² + L1 · Σ |θ|</c> over every parameter, biases included, to the loss, once per batch (RRR's λ₂ term).
/// Unlike the decoupled weight decay of AdamW it is part of the loss, and so of the gradient.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class WeightPenaltyAttribute : Attribute
{
    /// <summary>Weight of the sum of squares, zero or more. The RRR paper uses 1e-4.</summary>
    public double L2 { get; set; }

    /// <summary>Weight of the sum of absolute values, zero or more.</summary>
    public double L1 { get; set; }
}
