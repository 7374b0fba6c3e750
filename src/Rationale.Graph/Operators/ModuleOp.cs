namespace Rationale.Graph.Operators;

/// <summary>
/// What a module of TorchSharp gives for each example, whose forward pass nobody has read. Its parameters are the module's own. Its derivative is autograd's, so that a graph with
/// it is evaluated over tensors and cannot be compiled.
/// </summary>
/// <param name="Path">Name of the part of the model that is called; empty for the model itself.</param>
/// <param name="Shape">Shape of what it gives.</param>
public sealed record ModuleOp(string Path, Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        throw new InvalidOperationException($"'{Format(["x"])}' has no derivative in the graph; evaluate the graph over tensors, where autograd takes it.");

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{(Path.Length == 0 ? "forward" : Path)}({inputs[0]})";
}
