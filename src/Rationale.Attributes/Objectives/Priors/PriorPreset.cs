namespace Rationale;

/// <summary>
/// The settings of the prior in the experiments of Weinberger, Janizek and Lee 2020, after the authors' code. All have λ = 1, expected gradients with one reference and absolute
/// differences. Sizes and learning rate of the predictor are the model's own: <c>docs/papers/dapr.md</c> lists them.
/// </summary>
public enum PriorPreset
{
    /// <summary>None.</summary>
    None,

    /// <summary>Two moons with nuisance features: a linear g, learning rate 1e-3, attributions with their sign.</summary>
    TwoMoons,

    /// <summary>Amyloid-β from gene expression in Alzheimer's disease: one hidden layer of 4 units, dropout 0.5, learning rate 1e-4, magnitudes.</summary>
    Alzheimers,

    /// <summary>Drug response in acute myeloid leukemia: hidden layers of 5 and 3 units, learning rate 5e-5, magnitudes.</summary>
    Leukemia,
}
