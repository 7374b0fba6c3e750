namespace Rationale;

/// <summary>
/// The shape of one example, without the batch dimension: <c>[Input(784)]</c> for 784 numbers, <c>[Input(28, 28, 1)]</c> for an image of
/// height 28, width 28 and one channel. Must be the first layer.
/// On a TorchSharp module with a forward of its own it is the shape that <c>forward</c> takes, images channels first: <c>[Input(1, 28, 28)]</c>.
/// </summary>
/// <param name="shape">Extent of each dimension, all at least 1.</param>
public sealed class InputAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>Extent of each dimension of one example.</summary>
    public int[] Shape { get; } = shape;
}
