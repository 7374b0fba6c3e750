namespace Rationale.Graph.Operators;

/// <summary>
/// ∂(Σ first input)/∂(second input): a derivative that is itself a value, to be penalised, shown or differentiated again. Where the first input has
/// a number for each row, each row of the result is that row's own gradient, for rows do not meet in a model.
/// <see cref="Differentiation"/> replaces every such node by ordinary operators before a graph is scheduled.
/// </summary>
/// <param name="Scalar">What readers call the first input.</param>
public sealed record Gradient(string Scalar) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == 1
        ? inputs[1]
        : throw new ShapeException($"a gradient needs one number a row but gets {inputs[0]}; sum it first");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        throw new InvalidOperationException("A gradient is expanded before it is differentiated.");

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"∂{inputs[0]}/∂{inputs[1]}";
}
