namespace Rationale.Graph.Operators;

/// <summary>The value repeated to a larger shape. The adjoint of <see cref="SumToOp"/>.</summary>
/// <param name="Shape">The larger shape.</param>
public sealed record BroadcastOp(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => BroadcastPattern.Find(inputs[0], Shape) is null
        ? throw new ShapeException($"a value of shape {inputs[0]} cannot be repeated in one block to shape {Shape}")
        : Shape;

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.SumTo(node.Inputs[0].Shape)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        var x when x.Shape == Shape => x,
        { Operator: ConstantOp c } => node.Builder.Constant(c.Value, Shape),
        { Operator: BroadcastOp, Inputs: [var x] } when BroadcastPattern.Find(x.Shape, Shape) is not null => x.BroadcastTo(Shape),
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"repeat({inputs[0]})";
}

/// <summary>Base of the reductions to a smaller shape, with extents that vanish kept as one.</summary>
/// <param name="Shape">The smaller shape: what is summed over has extent one, and the batch is summed over if the result is not batched.</param>
public abstract record ReductionOp(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => BroadcastPattern.Find(Shape, inputs[0]) is null
        ? throw new ShapeException($"a value of shape {inputs[0]} cannot be reduced in one block to shape {Shape}")
        : Shape;

    /// <summary>How many elements of a value of the given shape become one, without the batch.</summary>
    protected int Count(Shape full) => full.Length / Shape.Length;
}

/// <summary>The sum to a smaller shape. The adjoint of <see cref="BroadcastOp"/>.</summary>
/// <param name="Shape">The smaller shape.</param>
public sealed record SumToOp(Shape Shape) : ReductionOp(Shape)
{
    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.BroadcastTo(node.Inputs[0].Shape)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node)
    {
        var x = node.Inputs[0];
        var overBatch = x.Shape.Batched && !Shape.Batched;
        return x.Operator switch
        {
            _ when x.Shape == Shape => x,
            ConstantOp c => Repeated(node.Builder.Constant(c.Value * Count(x.Shape), Shape), overBatch),
            AffineOp { Shift: 0 } a => a.Scale * x.Inputs[0].SumTo(Shape),
            BroadcastOp when x.Inputs[0].Shape == Shape => Repeated(Count(x.Shape) * x.Inputs[0], overBatch),
            SumToOp when BroadcastPattern.Find(Shape, x.Inputs[0].Shape) is not null => x.Inputs[0].SumTo(Shape),

            // Each window's value stands in one place of its channel.
            MaxPoolBackwardOp when !Shape.Batched && Shape.Rank == 1 && Shape.Length == x.Shape.Last => x.Inputs[1].SumTo(Shape),

            // The probabilities of an example sum to one, as do the ones of a one-hot vector.
            SoftmaxOp or OneHotOp or ArgMaxMaskOp when Shape == LastAxisOp.Reduced(x.Shape) => node.Builder.Constant(1, Shape),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"Σ {MultiplyOp.Parenthesized(inputs[0])}";

    private static Node Repeated(Node value, bool overBatch) => overBatch ? value * value.Builder.BatchSize() : value;
}
