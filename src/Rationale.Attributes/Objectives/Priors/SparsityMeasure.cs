namespace Rationale;

/// <summary>How few features matter.</summary>
public enum SparsityMeasure
{
    /// <summary>
    /// <c>−G</c>, the Gini coefficient of the mean magnitudes φ̄ over the batch: <c>G = Σ |φ̄_i − φ̄_j| / (2 p Σ φ̄)</c> over all pairs, at most 1 − 1/p. It does not depend on how large attributions are.
    /// </summary>
    Gini,

    /// <summary>The mean of <c>|φ|</c> over features and examples.</summary>
    L1,

    /// <summary>The mean of <c>φ²</c> over features and examples.</summary>
    L2,
}
