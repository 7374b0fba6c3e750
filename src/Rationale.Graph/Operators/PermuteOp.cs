namespace Rationale.Graph.Operators;

/// <summary>Dimensions in another order: dimension i of the result is dimension <c>order[i]</c> of the operand. The batch stays first.</summary>
/// <param name="Order">Each dimension's number once, the batch not counted.</param>
public sealed record PermuteOp(EquatableArray<int> Order) : Operator
{
    /// <summary>The most dimensions, the batch not counted: what the kernel takes.</summary>
    public const int MaxDimensions = 6;

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        inputs[0].Rank <= MaxDimensions && Order.Count == inputs[0].Rank && Order.OrderBy(axis => axis).SequenceEqual(Enumerable.Range(0, Order.Count))
            ? inputs[0].With(Order.Select(axis => inputs[0].Dimensions[axis]))
            : throw new ShapeException($"the order {Listed} does not fit {inputs[0]}: it must name each of the {inputs[0].Rank} dimensions once, counted from 0 without the batch, of at most {MaxDimensions}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.Permute(Inverse())];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        { Operator: ConstantOp c } => node.Builder.Constant(c.Value, node.Shape),
        { Operator: PermuteOp inner, Inputs: [var x] } => x.Permute([.. Order.Select(axis => inner.Order[axis])]),
        var x when KeepsOrder(x.Shape) => x.Reshape(node.Shape),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"permute({inputs[0]}, {Listed})";

    /// <summary>Whether the two last dimensions change places and no other moves.</summary>
    internal bool IsTranspose => Order.Count >= 2 && Order[Order.Count - 1] == Order.Count - 2 && Order.Take(Order.Count - 2).SequenceEqual(Enumerable.Range(0, Order.Count - 2));

    private string Listed => $"({string.Join(", ", Order)})";

    private int[] Inverse() => [.. Enumerable.Range(0, Order.Count).OrderBy(i => Order[i])];

    /// <summary>Whether elements stay where they are: only dimensions of extent one move.</summary>
    private bool KeepsOrder(Shape shape)
    {
        var moving = Order.Where(axis => shape.Dimensions[axis] != 1).ToList();
        return moving.SequenceEqual(moving.OrderBy(axis => axis));
    }
}
