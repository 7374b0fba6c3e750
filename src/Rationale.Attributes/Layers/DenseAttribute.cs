namespace Rationale;

/// <summary>A fully connected layer: <c>y = x W + b</c>, with <c>x</c> [batch × inputs], <c>W</c> [inputs × units], <c>b</c> [units].</summary>
/// <param name="units">Number of outputs per example, at least 1.</param>
public sealed class DenseAttribute(int units) : LayerAttribute
{
    /// <summary>Number of outputs per example.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool Bias { get; set; } = true;

    /// <summary>How weight and bias start.</summary>
    /// <value>The default is <see cref="Initialization.PyTorchDefault"/>, as in PyTorch.</value>
    public Initialization Initialization { get; set; } = Initialization.PyTorchDefault;
}
