namespace Rationale;

/// <summary>
/// Drops each value with probability <c>rate</c> while training and scales the others by <c>1 / (1 − rate)</c>; does nothing otherwise.
/// One mask serves the forward pass and every gradient pass of a step, so a penalty sees the network that made the prediction.
/// </summary>
/// <param name="rate">Probability of dropping a value, in [0, 1).</param>
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>Probability of dropping a value.</summary>
    public double Rate { get; } = rate;
}
