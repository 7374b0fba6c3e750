namespace Rationale.Graph.Operators;

/// <summary>The same elements in the same order under another shape. Costs nothing: both share a buffer.</summary>
/// <param name="Shape">The other shape, of equal length and batchedness.</param>
public sealed record ReshapeOp(Shape Shape) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0].Length == Shape.Length && inputs[0].Batched == Shape.Batched
        ? Shape
        : throw new ShapeException($"{inputs[0]} has {inputs[0].Length} elements an example and cannot be seen as {Shape}, which has {Shape.Length}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [cotangent.Reshape(node.Inputs[0].Shape)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        var x when x.Shape == Shape => x,
        { Operator: ReshapeOp, Inputs: [var x] } => x.Reshape(Shape),
        { Operator: ConstantOp c } => node.Builder.Constant(c.Value, Shape),
        _ => null,
    };
}

/// <summary>A range of one dimension.</summary>
/// <param name="Axis">The dimension, the batch not counted.</param>
/// <param name="Start">First index.</param>
/// <param name="Count">Number of indices.</param>
public sealed record SliceOp(int Axis, int Start, int Count) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Axis < inputs[0].Rank && Start >= 0 && Count >= 1 && Start + Count <= inputs[0].Dimensions[Axis]
            ? inputs[0].With(inputs[0].Dimensions.Select((extent, axis) => axis == Axis ? Count : extent))
            : throw new ShapeException($"{inputs[0]} has no range {Start}..{Start + Count} in dimension {Axis}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [node.Builder.Apply(new PadOp(Axis, Start, node.Inputs[0].Shape.Dimensions[Axis]), cotangent)];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        var x when x.Shape == node.Shape => x,
        { Operator: ConstantOp c } => node.Builder.Constant(c.Value, node.Shape),
        { Operator: PadOp pad, Inputs: [var x] } when pad.Axis == Axis && pad.Start == Start && x.Shape == node.Shape => x,
        _ => null,
    };

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{inputs[0]}[{Start}..{Start + Count}]";
}

/// <summary>The value as a range of one dimension of a larger one that is zero elsewhere. The adjoint of <see cref="SliceOp"/>.</summary>
/// <param name="Axis">The dimension, the batch not counted.</param>
/// <param name="Start">First index.</param>
/// <param name="Extent">Extent of the larger dimension.</param>
public sealed record PadOp(int Axis, int Start, int Extent) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) =>
        Axis < inputs[0].Rank && Start >= 0 && Start + inputs[0].Dimensions[Axis] <= Extent
            ? inputs[0].With(inputs[0].Dimensions.Select((extent, axis) => axis == Axis ? Extent : extent))
            : throw new ShapeException($"{inputs[0]} does not fit at {Start} into an extent of {Extent}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [cotangent.Slice(Axis, Start, node.Inputs[0].Shape.Dimensions[Axis])];

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs[0] switch
    {
        var x when x.Shape == node.Shape => x,
        { Operator: ConstantOp { Value: 0 } } => node.Builder.Constant(0, node.Shape),
        _ => null,
    };
}

/// <summary>Values one after another along one dimension.</summary>
/// <param name="Axis">The dimension, the batch not counted.</param>
public sealed record ConcatOp(int Axis) : Operator
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;

    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var first = inputs[0];
        var extent = inputs.Sum(input => input.Rank > Axis ? input.Dimensions[Axis] : 0);
        var joined = first.With(first.Dimensions.Select((own, axis) => axis == Axis ? extent : own));
        return Axis < first.Rank && inputs.All(input => input.Batched == first.Batched && input.Rank == first.Rank
            && input.With(input.Dimensions.Select((own, axis) => axis == Axis ? extent : own)) == joined)
            ? joined
            : throw new ShapeException($"{string.Join(", ", inputs)} cannot stand one after another along dimension {Axis}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var start = 0;
        var cotangents = new List<Node?>();
        foreach (var input in node.Inputs)
        {
            cotangents.Add(cotangent.Slice(Axis, start, input.Shape.Dimensions[Axis]));
            start += input.Shape.Dimensions[Axis];
        }

        return cotangents;
    }

    /// <inheritdoc/>
    public override Node? Simplify(Node node) => node.Inputs.Count == 1 ? node.Inputs[0] : null;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"[{string.Join("; ", inputs)}]";
}
