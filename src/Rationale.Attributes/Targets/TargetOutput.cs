namespace Rationale;

/// <summary>Which number of a class an attribution target is.</summary>
public enum TargetOutput
{
    /// <summary>z_k, what the model returns: of a single logit z, class 1 has z and class 0 has −z. Of a regressor, the k-th output.</summary>
    Logit,

    /// <summary>p_k.</summary>
    Probability,

    /// <summary>log p_k.</summary>
    LogProbability,
}
