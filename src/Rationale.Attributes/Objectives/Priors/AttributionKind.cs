namespace Rationale;

/// <summary>What a term on attributions takes as the attribution φ of an example: one number for each feature, made of the gradient of the attribution target s.</summary>
public enum AttributionKind
{
    /// <summary>
    /// The mean over references x′ and places α on the way from them of <c>(x − x′) ⊙ ∂s/∂x (x′ + α (x − x′))</c> (Erion et al. 2021). References are drawn from the
    /// training data and places from [0, 1), anew in each step.
    /// </summary>
    ExpectedGradients,

    /// <summary><c>∂s/∂x</c>.</summary>
    Gradient,

    /// <summary><c>x ⊙ ∂s/∂x</c>.</summary>
    InputTimesGradient,

    /// <summary><c>∂(Σₖ log pₖ)/∂x</c>: the gradient that right for the right reasons penalizes. It belongs to classifiers.</summary>
    LogGradient,
}
