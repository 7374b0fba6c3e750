namespace Rationale;

/// <summary>Where the concepts of a self-explaining model come from.</summary>
public enum ConceptOrigin
{
    /// <summary>An encoder that is trained together with a decoder, which must restore the features.</summary>
    Autoencoder,

    /// <summary>An encoder without a decoder.</summary>
    Encoder,

    /// <summary>The features themselves.</summary>
    Identity,

    /// <summary>Some of the features, h = A x with a boolean mask A.</summary>
    Chosen,

    /// <summary>Nearness to learned prototypes: hᵢ = exp(−‖x − pᵢ‖² / n) over n features.</summary>
    Prototypes,

    /// <summary>Ones, which say nothing: a control that shows what a model owes to its concepts.</summary>
    Constant,
}

/// <summary>How contributions θᵢ hᵢ become an output; both are monotone and additive, so that a concept can be taken away exactly.</summary>
public enum ConceptAggregator
{
    /// <summary>Σ θᵢ hᵢ.</summary>
    Sum,

    /// <summary>Σ Aᵢ θᵢ hᵢ + b with learned Aᵢ = softplus(aᵢ) above zero.</summary>
    PositiveAffine,
}

/// <summary>How the differences r of gradients, [examples × classes × features], become one number.</summary>
public enum RobustnessReduction
{
    /// <summary>The mean over examples of ‖r‖, for each example one norm over classes and features: the paper's formula.</summary>
    MeanOfNorms,

    /// <summary>The mean over examples of ‖r‖².</summary>
    MeanOfSquares,

    /// <summary>One norm over the whole batch, neither squared nor averaged, so it grows with the root of the batch: the authors' code.</summary>
    BatchFrobenius,
}
