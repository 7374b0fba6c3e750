namespace Rationale;

/// <summary>How parameters move along the gradient.</summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent, with momentum where it is set.</summary>
    Sgd,

    /// <summary>Adam (Kingma and Ba 2015) with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW,
}
