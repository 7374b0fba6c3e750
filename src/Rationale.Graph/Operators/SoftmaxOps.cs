namespace Rationale.Graph.Operators;

/// <summary>Base of the operators that treat the last dimension as the scores of classes.</summary>
public abstract record LastAxisOp : Operator
{
    /// <inheritdoc/>
    public override IEnumerable<int> Overwritable => [0];

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Rank >= 1
        ? inputs[0]
        : throw new ShapeException($"{Name} needs a dimension of classes but gets {inputs[0]}");

    /// <summary>The shape of one number for each example of classes.</summary>
    internal static Shape Reduced(Shape shape) => shape.With(shape.Dimensions.Take(shape.Rank - 1).Append(1));
}

/// <summary>eᶻ / Σ eᶻ over the last dimension.</summary>
public sealed record SoftmaxOp : LastAxisOp
{
    /// <inheritdoc/>
    /// <remarks>Maximum, difference, exponential, sum, and a quotient or the difference with the logarithm.</remarks>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 5L * output.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        // p (g − Σ p g) stays the same when a number is added to all of g, because Σ p = 1. Taking away the g of the largest class keeps 1 − p of a class
        // that is all but certain from being computed as such: in single precision nothing would be left of it.
        var one = Reduced(node.Shape);
        var weighted = (cotangent - (node.ArgMaxMask() * cotangent).SumTo(one)) * node;
        return [weighted - (node * weighted.SumTo(one))];
    }
}

/// <summary>z − log Σ eᶻ over the last dimension.</summary>
public sealed record LogSoftmaxOp : LastAxisOp
{
    /// <inheritdoc/>
    /// <remarks>Maximum, difference, exponential, sum, and a quotient or the difference with the logarithm.</remarks>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 5L * output.Length;

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [cotangent - (node.Exp().Named("p") * cotangent.SumTo(Reduced(node.Shape)))];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"log softmax({inputs[0]})";
}

/// <summary>1 at the first maximum of the last dimension, otherwise 0. Its derivative is zero.</summary>
public sealed record ArgMaxMaskOp : LastAxisOp
{
    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [null];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"onehot(argmax {inputs[0]})";
}

/// <summary>
/// 1 at each index along a new last dimension, otherwise 0. Indices are class indices or real values that are integers; they have no derivative.
/// </summary>
/// <param name="Classes">Number of classes.</param>
public sealed record OneHotOp(int Classes) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].With(inputs[0].Dimensions.Append(Classes));

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [null];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"onehot({inputs[0]})";
}
