namespace Rationale.Objectives;

/// <summary>What a prior is compared with, to tell which part of a gain comes from what.</summary>
public enum PriorControl
{
    /// <summary>The model trained without the prior.</summary>
    NoPrior,

    /// <summary>The prior network fixed at zero: what is left is a penalty on the size of attributions, which knows nothing of the meta-features.</summary>
    ZeroPrior,

    /// <summary>The prior with meta-features of noise.</summary>
    NoisePrior,

    /// <summary>The prior with the meta-features of the data.</summary>
    TruePrior,
}
