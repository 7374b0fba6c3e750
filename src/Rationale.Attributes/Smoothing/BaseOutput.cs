namespace Rationale;

/// <summary>What the model under a smoothed one gives.</summary>
public enum BaseOutput
{
    /// <summary>Logits; where probabilities are needed, softmax is applied, once.</summary>
    Logits,

    /// <summary>
    /// Probabilities already: no softmax is applied, and a value outside [0, 1] is an error. A declared model ends in <see cref="SoftmaxAttribute"/>, or in <see cref="SigmoidAttribute"/> for one output; its outputs,
    /// loss, explanations and votes are computed from the logits that go into that layer.
    /// </summary>
    Probabilities,
}
