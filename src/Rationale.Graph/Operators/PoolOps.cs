namespace Rationale.Graph.Operators;

/// <summary>The maximum of each window and channel, padding left out.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record MaxPoolOp(Window Window) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => PoolingShapes.Pooled(Window, inputs[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [node.Builder.Apply(new MaxPoolBackwardOp(Window), node.Inputs[0], cotangent)];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"maxpool({inputs[0]})";
}

/// <summary>
/// A value for each window, put where the first input has the window's first maximum. Linear in the second input; the choice of places has derivative zero.
/// The adjoint of <see cref="MaxPoolGatherOp"/>.
/// </summary>
/// <param name="Window">How the window moves.</param>
public sealed record MaxPoolBackwardOp(Window Window) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => PoolingShapes.Pooled(Window, inputs[0]) == inputs[1]
        ? inputs[0]
        : throw new ShapeException($"windows over {inputs[0]} have {PoolingShapes.Pooled(Window, inputs[0])} places but {inputs[1]} values are given");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [null, node.Builder.Apply(new MaxPoolGatherOp(Window), node.Inputs[0], cotangent)];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[1])} at argmax({inputs[0]})";
}

/// <summary>The second input's value where the first has each window's first maximum. The adjoint of <see cref="MaxPoolBackwardOp"/>.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record MaxPoolGatherOp(Window Window) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => inputs[0] == inputs[1]
        ? PoolingShapes.Pooled(Window, inputs[0])
        : throw new ShapeException($"values of shape {inputs[1]} have no places in windows over {inputs[0]}");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [null, node.Builder.Apply(new MaxPoolBackwardOp(Window), node.Inputs[0], cotangent)];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[1])}[argmax({inputs[0]})]";
}

/// <summary>The mean of each window and channel, padding left out.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record AvgPoolOp(Window Window) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => PoolingShapes.Pooled(Window, inputs[0]);

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) =>
        [node.Builder.Apply(new AvgPoolBackwardOp(Window, node.Inputs[0].Shape), cotangent)];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"avgpool({inputs[0]})";
}

/// <summary>A value for each window, shared equally by the window's elements. The adjoint of <see cref="AvgPoolOp"/>.</summary>
/// <param name="Window">How the window moves.</param>
/// <param name="Image">Shape of the image.</param>
public sealed record AvgPoolBackwardOp(Window Window, Shape Image) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => PoolingShapes.Pooled(Window, Image) == inputs[0]
        ? Image
        : throw new ShapeException($"windows over {Image} have {PoolingShapes.Pooled(Window, Image)} places but {inputs[0]} values are given");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => [node.Builder.Apply(new AvgPoolOp(Window), cotangent)];

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"avgpoolᵀ({inputs[0]})";
}

/// <summary>The shape rule that poolings share.</summary>
internal static class PoolingShapes
{
    public static Shape Pooled(Window window, Shape image)
    {
        if (!image.Batched || image.Rank != 3)
        {
            throw new ShapeException($"pooling takes images [batch×height×width×channels] but gets {image}");
        }

        var (height, width) = window.Over(image.Dimensions[0], image.Dimensions[1]);
        return window.Padding < window.Height && window.Padding < window.Width && window.Dilation == 1
            ? Shape.PerExample(height, width, image.Dimensions[2])
            : throw new ShapeException($"a pooling window of {window.Height}×{window.Width} cannot have padding {window.Padding} and dilation {window.Dilation}: some windows would see only padding");
    }
}
