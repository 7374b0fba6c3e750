namespace Rationale;

/// <summary>
/// Batch normalization (Ioffe and Szegedy 2015): each channel, the last dimension, is brought to mean zero and variance one over all examples of the batch and all positions, then scaled and
/// shifted by trained numbers. Running statistics are kept with the parameters, and take the place of the batch's outside of training.
/// In training an example's explanation, ∂(Σ s)/∂x, then also depends on the other examples of the batch, through the statistics.
/// </summary>
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Share of each batch in the running statistics, above zero and at most one.</summary>
    /// <value>The default is 0.1.</value>
    public double Momentum { get; set; } = 0.1;

    /// <summary>Added to the variance, above zero.</summary>
    /// <value>The default is 1e-5.</value>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>Whether training too uses the running statistics, and leaves them as they are: for fine-tuning, and where examples must not meet.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool Frozen { get; set; }
}
