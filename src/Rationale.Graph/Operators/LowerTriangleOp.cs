namespace Rationale.Graph.Operators;

/// <summary>
/// The last two dimensions as matrices whose elements above the diagonal, where the column's number is larger than the row's, are replaced by a number: the causal
/// mask of attention, with −∞ above the diagonal. The slope there is zero, so the rule is the same operator with zero above.
/// </summary>
/// <param name="Above">What stands above the diagonal.</param>
public sealed record LowerTriangleOp(double Above) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [0];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Rank >= 2
        ? inputs[0]
        : throw new ShapeException($"a triangle needs matrices, two dimensions or more without the batch, but gets {inputs[0]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.LowerTriangle(0)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        { Operator: ConstantOp c } constant when c.Value.Equals(Above) => constant,
        { Operator: LowerTriangleOp, Inputs: [var x] } => x.LowerTriangle(Above),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"lower({inputs[0]}{(Above == 0 ? "" : $", {(double.IsNegativeInfinity(Above) ? "−∞" : Number.Format(Above))} above")})";
}
