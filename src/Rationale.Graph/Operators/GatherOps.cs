namespace Rationale.Graph.Operators;

/// <summary>
/// Rows of a table by their numbers: <c>y[i] = table[indices[i]]</c>. Indices are class indices or real values that are integers; they have no derivative.
/// Linear in the table, with <see cref="ScatterRowsOp"/> as its adjoint.
/// </summary>
public sealed record GatherRowsOp : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0] is { Batched: false, Rank: 2 } table
        ? inputs[1].With(inputs[1].Dimensions.Append(table.Last))
        : throw new ShapeException($"rows are taken from a table [rows × width] that does not depend on the batch, but {inputs[0]} is given");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [cotangent.ScatterRows(node.Inputs[1], node.Inputs[0].Shape.Dimensions[0]), null];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] is { Operator: ConstantOp c } ? node.Builder.Constant(c.Value, node.Shape) : null;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[0])}[{inputs[1]}]";
}

/// <summary>Values added to the rows of a table that starts at zero: <c>table[indices[i]] += values[i]</c>, over the whole batch. The adjoint of <see cref="GatherRowsOp"/>.</summary>
/// <param name="Rows">Rows of the table.</param>
public sealed record ScatterRowsOp(int Rows) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Rank >= 1 && inputs[1].With(inputs[1].Dimensions.Append(inputs[0].Last)) == inputs[0]
        ? Shape.Unbatched(Rows, inputs[0].Last)
        : throw new ShapeException($"values of shape {inputs[0]} cannot be added to rows by indices of shape {inputs[1]}: each index needs a row of values");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.GatherRows(node.Inputs[1]), null];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] is { Operator: ConstantOp { Value: 0 } } ? node.Builder.Constant(0, node.Shape) : null;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"Σ {MultiplyOp.Parenthesized(inputs[0])} at rows {inputs[1]}";
}
