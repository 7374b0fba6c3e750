namespace Rationale.Attribution;

/// <summary>The number of the explained class that attributions divide among the inputs.</summary>
public enum AttributedOutput
{
    /// <summary>z_k, what the model returns: of a single logit z, the class "yes" has z and the class "no" has −z. Of a regressor, the k-th output.</summary>
    Logit,

    /// <summary>p_k.</summary>
    Probability,

    /// <summary>log p_k.</summary>
    LogProbability,
}
