namespace Rationale;

/// <summary>The number per row whose gradient with respect to the input is the explanation.</summary>
public enum ExplainedScalar
{
    /// <summary><c>Σₖ log pₖ</c>: does not depend on the label; what RRR penalizes.</summary>
    SumOfLogProbabilities,

    /// <summary><c>maxₖ log pₖ</c>: the log-probability of the predicted class.</summary>
    MaxLogProbability,

    /// <summary><c>maxₖ pₖ</c>: the probability of the predicted class; what RRR shows as the explanation and uses in its mask rule.</summary>
    PredictedProbability,

    /// <summary><c>p_y</c>: the probability of the labeled class.</summary>
    LabeledProbability,

    /// <summary><c>maxₖ zₖ</c>: the logit of the predicted class.</summary>
    PredictedLogit,

    /// <summary><c>z_y</c>: the logit of the labeled class.</summary>
    LabeledLogit,

    /// <summary><c>log p_y</c>: the log-probability of the labeled class.</summary>
    LabeledLogProbability,

    /// <summary><c>Σₖ zₖ</c>: the sum of the outputs, for a regressor the prediction itself.</summary>
    SumOfOutputs,
}
