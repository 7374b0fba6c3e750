namespace Rationale;

/// <summary>Instance normalization (Ulyanov et al. 2016): each channel of each example is brought to mean zero and variance one over its positions.</summary>
public sealed class InstanceNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, above zero.</summary>
    /// <value>The default is 1e-5.</value>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether channels are then scaled and shifted by trained numbers.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Affine { get; set; }
}
