using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>A module of TorchSharp whose forward pass nobody has read, as the only layer of a model or as a part of a self-explaining one. Autograd takes its derivatives.</summary>
/// <param name="Path">Name of the part; empty for the model itself.</param>
/// <param name="Outputs">Shape of what it gives for an example.</param>
/// <param name="Tensors">Parameters and buffers of the whole model, which are known once there is an instance of it; on its first module layer alone.</param>
public sealed record ModuleLayer(string Path, EquatableArray<int> Outputs, EquatableArray<ModuleTensor> Tensors = default) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Module";

    /// <inheritdoc/>
    public override string Signature => $"Module({string.Join("; ", Tensors.Select(tensor => tensor.ToString()).Prepend($"{(Path.Length == 0 ? "forward" : Path)} {ShapeException.Format(Outputs)}"))})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) => Outputs;

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) => Tensors.Where(tensor => tensor.Trained).Sum(tensor => tensor.Shape.Aggregate(1.0, (product, extent) => product * extent));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        foreach (var tensor in Tensors)
        {
            var shape = Shape.Unbatched([.. tensor.Shape]);
            _ = tensor.Trained
                ? context.Parameter(tensor.Name, tensor.Name, shape, tensor.Initializer)
                : context.Buffer(tensor.Name, tensor.Name, shape, tensor.Initializer.Scale);
        }

        return context.Builder.Apply(new ModuleOp(Path, new Shape(true, Outputs)), input);
    }
}

/// <summary>A parameter or buffer of a module.</summary>
/// <param name="Name">Its name as PyTorch gives it: <c>hidden.weight</c>.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Trained">Whether it is trained; buffers and frozen parameters are not.</param>
/// <param name="Initializer">From what it starts when parameters are drawn anew.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ModuleTensor(string Name, EquatableArray<int> Shape, bool Trained, Initializer Initializer)
{
    /// <summary>Name and shape, and that it is not trained.</summary>
    public override string ToString() => $"{Name} {ShapeException.Format(Shape)}{(Trained ? "" : " fixed")}";
}
