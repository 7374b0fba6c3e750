namespace Rationale;

/// <summary>The same values in the same order under another shape: <c>[Reshape(7, 7, 16)]</c> makes an image of 784 values.</summary>
/// <param name="shape">Extent of each dimension, all at least 1.</param>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>Extent of each dimension.</summary>
    public int[] Shape { get; } = shape;
}

/// <summary>Dimensions of an example in another order: <c>[Permute(1, 0)]</c> exchanges rows and columns. The batch is not counted.</summary>
/// <param name="order">Each dimension's number once, counted from 0; dimension i of the result is dimension <c>order[i]</c> of the input.</param>
public sealed class PermuteAttribute(params int[] order) : LayerAttribute
{
    /// <summary>Each dimension's number once.</summary>
    public int[] Order { get; } = order;
}
