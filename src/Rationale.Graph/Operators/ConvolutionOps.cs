using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Operators;

/// <summary>
/// Cross-correlation of images [batch × height × width × channels] with filters: each output is the product of a patch with the matrix
/// [window × channels/groups] × [filters/groups] of its group. With its two adjoints the set is closed under differentiation, because all three come
/// from one form that is linear in image, filters and cotangent: ⟨y, x ∗ W⟩.
/// </summary>
/// <param name="Window">How the filters move.</param>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Groups">Groups of channels that do not meet.</param>
public sealed record ConvolutionOp(Window Window, int Filters, int Groups = 1) : Operator, IPanelProduct
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var geometry = ConvolutionSizes.From(this, inputs[0]);
        return !inputs[1].Batched && inputs[1].Length == geometry.WeightLength
            ? Shape.PerExample(geometry.OutHeight, geometry.OutWidth, Filters)
            : throw new ShapeException($"filters of shape {inputs[1]} do not fit: {geometry.WeightLength} elements are needed, the same for all examples");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (x, weight) = (node.Inputs[0], node.Inputs[1]);
        return
        [
            node.Builder.Apply(new ConvolutionInputGradientOp(this, x.Shape), cotangent, weight),
            node.Builder.Apply(new ConvolutionWeightGradientOp(this, weight.Shape), x, cotangent),
        ];
    }

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => ConvolutionSizes.From(this, inputs[0]).Operations;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[0])} ∗ {inputs[1]}";

    /// <inheritdoc/>
    PackOp IPanelProduct.Pack(Node product) => new PackFiltersOp(ConvolutionSizes.From(this, product.Inputs[0].Shape), Transposed: false);

    /// <inheritdoc/>
    LoweredOp IPanelProduct.Kernel(Node product, Epilogue epilogue, double below) =>
        new PanelConvolutionOp(ConvolutionSizes.From(this, product.Inputs[0].Shape), epilogue, below);

    /// <inheritdoc/>
    bool IPanelProduct.Takes(Epilogue epilogue) => true;
}

/// <summary>The adjoint of <see cref="Operators.ConvolutionOp"/> in the image, also called transposed convolution: cotangent and filters give an image.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Image">Shape of the image.</param>
public sealed record ConvolutionInputGradientOp(ConvolutionOp Convolution, Shape Image) : Operator, IPanelProduct
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var geometry = ConvolutionSizes.From(Convolution, Image);
        var expected = Shape.PerExample(geometry.OutHeight, geometry.OutWidth, Convolution.Filters);
        return inputs[0] == expected && !inputs[1].Batched && inputs[1].Length == geometry.WeightLength
            ? Image
            : throw new ShapeException($"a transposed convolution to {Image} needs {expected} and {geometry.WeightLength} filter elements but gets {inputs[0]} and {inputs[1]}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (y, weight) = (node.Inputs[0], node.Inputs[1]);
        return
        [
            node.Builder.Apply(Convolution, cotangent, weight),
            node.Builder.Apply(new ConvolutionWeightGradientOp(Convolution, weight.Shape), cotangent, y),
        ];
    }

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => ConvolutionSizes.From(Convolution, Image).Operations;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[0])} ∗ᵀ {inputs[1]}";

    /// <inheritdoc/>
    PackOp IPanelProduct.Pack(Node product) => new PackFiltersOp(ConvolutionSizes.From(Convolution, Image), Transposed: true);

    /// <inheritdoc/>
    LoweredOp IPanelProduct.Kernel(Node product, Epilogue epilogue, double below) =>
        new PanelConvolutionInputGradientOp(ConvolutionSizes.From(Convolution, Image), epilogue, below);

    /// <inheritdoc/>
    bool IPanelProduct.Takes(Epilogue epilogue) => epilogue is Epilogue.None or Epilogue.ReluBackward;
}

/// <summary>The adjoint of <see cref="Operators.ConvolutionOp"/> in the filters: images and cotangents give a weight gradient, summed over the batch.</summary>
/// <param name="Convolution">The convolution.</param>
/// <param name="Filters">Shape of the filters.</param>
public sealed record ConvolutionWeightGradientOp(ConvolutionOp Convolution, Shape Filters) : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs)
    {
        var geometry = ConvolutionSizes.From(Convolution, inputs[0]);
        var expected = Shape.PerExample(geometry.OutHeight, geometry.OutWidth, Convolution.Filters);
        return inputs[1] == expected && !Filters.Batched && Filters.Length == geometry.WeightLength
            ? Filters
            : throw new ShapeException($"a gradient of {geometry.WeightLength} filter elements needs cotangents of shape {expected} but gets {inputs[1]} for filters of shape {Filters}");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent)
    {
        var (x, y) = (node.Inputs[0], node.Inputs[1]);
        return
        [
            node.Builder.Apply(new ConvolutionInputGradientOp(Convolution, x.Shape), y, cotangent),
            node.Builder.Apply(Convolution, x, cotangent),
        ];
    }

    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => ConvolutionSizes.From(Convolution, inputs[0]).Operations;

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> inputs) => $"{MultiplyOp.Parenthesized(inputs[0])} ⋆ {MultiplyOp.Parenthesized(inputs[1])}";
}
