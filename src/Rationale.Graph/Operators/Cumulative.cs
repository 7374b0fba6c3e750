namespace Rationale.Graph.Operators;

/// <summary>Running sums along the last dimension: <c>y[i] = x[0] + … + x[i]</c>, or from the end. Each direction is the adjoint of the other.</summary>
/// <param name="Reversed">Whether sums run from the end: <c>y[i] = x[i] + … + x[n − 1]</c>.</param>
public sealed record CumulativeSum(bool Reversed) : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [0];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Rank >= 1
        ? inputs[0]
        : throw new ShapeException($"a running sum needs a dimension to run along but gets {inputs[0]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.CumulativeSum(!Reversed)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        var x when x.Shape.Last == 1 => x,
        { Operator: Constant { Value: 0 } } zero => zero,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{(Reversed ? "cumsum from the end" : "cumsum")}({inputs[0]})";
}

/// <summary>
/// The last two dimensions as matrices whose elements above the diagonal, where the column's number is larger than the row's, are replaced by a number: the causal
/// mask of attention, with −∞ above the diagonal. The slope there is zero, so the rule is the same operator with zero above.
/// </summary>
/// <param name="Above">What stands above the diagonal.</param>
public sealed record LowerTriangle(double Above) : Operator
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
        { Operator: Constant c } constant when c.Value.Equals(Above) => constant,
        { Operator: LowerTriangle, Inputs: [var x] } => x.LowerTriangle(Above),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"lower({inputs[0]}{(Above == 0 ? "" : $", {(double.IsNegativeInfinity(Above) ? "−∞" : Number.Format(Above))} above")})";
}
