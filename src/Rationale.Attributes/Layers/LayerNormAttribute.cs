namespace Rationale;

/// <summary>
/// Layer normalization (Ba et al. 2016): each example's values along the last dimension are brought to mean zero and variance one, then scaled and shifted by
/// trained numbers, one for each position.
/// </summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, above zero.</summary>
    /// <value>The default is 1e-5.</value>
    public double Epsilon { get; set; } = 1e-5;
}
