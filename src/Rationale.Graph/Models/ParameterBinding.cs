namespace Rationale.Graph.Models;

/// <summary>
/// Where a parameter of a TorchSharp module stands in the parameters of the model that was read from it. The tensor is viewed under <see cref="Shape"/>, its dimensions
/// are put in <see cref="Order"/>, and its elements are then those of <see cref="Parameter"/> in order: a Linear's [outputs × inputs] becomes a dense layer's
/// [inputs × outputs] by (1, 0), a Conv2d's [filters × channels × height × width] becomes [height × width × channels × filters] by (2, 3, 1, 0).
/// </summary>
/// <param name="Name">The name under which the module registers the tensor: <c>conv1.weight</c>.</param>
/// <param name="Parameter">Key of the parameter or state: <c>conv1.weight</c> of the first convolution, <c>batchNorm2.mean</c>.</param>
/// <param name="Shape">The shape under which the tensor is viewed before its dimensions are put in order; it has the tensor's elements, but groups are a dimension of their own.</param>
/// <param name="Order">For each dimension of the parameter, which dimension of <paramref name="Shape"/> it is.</param>
/// <param name="Trained">Whether the optimizer moves it; false for running statistics, which are buffers of the module.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ParameterBinding(string Name, string Parameter, EquatableArray<int> Shape, EquatableArray<int> Order, bool Trained)
{
    /// <summary>The token id whose vector no training moves, the <c>padding_idx</c> of an embedding; null where all of them move.</summary>
    public int? PaddingIndex { get; init; }
}
