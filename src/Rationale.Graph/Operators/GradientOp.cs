namespace Rationale.Graph.Operators;

/// <summary>
/// ∂(Σ first input)/∂(second input): a derivative that is itself a value, to be penalized, shown or differentiated again. Where the first input has
/// a number for each example, each example of the result is that example's own gradient, for examples do not meet in a model.
/// A third input of the first one's shape is multiplied with it before the sum, and is constant for this derivative whatever it depends on: the
/// product of a Jacobian with a cotangent. <see cref="Differentiation"/> replaces every such node by ordinary operators before a graph is scheduled.
/// </summary>
/// <param name="Scalar">What readers call the first input.</param>
public sealed record GradientOp(string Scalar) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs.Count == 3 && inputs[2] != inputs[0] ? throw new ShapeException($"a cotangent of shape {inputs[2]} does not fit {inputs[0]}")
        : inputs.Count == 3 || inputs[0].Length == 1 ? inputs[1]
        : throw new ShapeException($"a gradient needs one number an example but gets {inputs[0]}; sum it first");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        throw new InvalidOperationException("A gradient is expanded before it is differentiated.");

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{(inputs.Count == 3 ? $"{MultiplyOp.Parenthesized(inputs[2])}·" : "")}∂{inputs[0]}/∂{inputs[1]}";
}
