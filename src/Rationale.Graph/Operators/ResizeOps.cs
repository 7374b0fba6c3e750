namespace Rationale.Graph.Operators;

/// <summary>An image at another size. Linear, with <see cref="ResizeBackwardOp"/> as its adjoint.</summary>
/// <param name="Kind">How.</param>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record ResizeOp(ResizeKind Kind, int Height, int Width) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0] is { Batched: true, Rank: 3 } image
        ? Shape.PerExample(Height, Width, image.Dimensions[2])
        : throw new ShapeException($"resizing takes images [batch×height×width×channels] but gets {inputs[0]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [node.Builder.Apply(new ResizeBackwardOp(Kind, node.Inputs[0].Shape), cotangent)];
}

/// <summary>The adjoint of <see cref="ResizeOp"/>: each value goes back to the pixels that made it, with their weights.</summary>
/// <param name="Kind">How.</param>
/// <param name="Image">Shape of the image.</param>
public sealed record ResizeBackwardOp(ResizeKind Kind, Shape Image) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0] is { Batched: true, Rank: 3 }
        ? Image
        : throw new ShapeException($"resizing takes images [batch×height×width×channels] but gets {inputs[0]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [node.Builder.Apply(new ResizeOp(Kind, node.Inputs[0].Shape.Dimensions[0], node.Inputs[0].Shape.Dimensions[1]), cotangent)];
}
