using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>Base of the operators that only scheduling makes: several operators in one kernel, or a change of layout. They are never differentiated.</summary>
internal abstract record LoweredOp : Operator
{
    /// <inheritdoc/>
    public override Shape InferShape(IReadOnlyList<Shape> inputs) => throw new InvalidOperationException($"{Name} exists only in schedules.");

    /// <inheritdoc/>
    public override IReadOnlyList<Node?> VectorJacobianProduct(Node node, Node cotangent) => throw new InvalidOperationException($"{Name} exists only in schedules.");
}

/// <summary>The right matrix of products as the column panels that the matrix kernel reads.</summary>
/// <param name="Inner">Rows of the matrix as multiplied.</param>
/// <param name="Columns">Columns of the matrix as multiplied.</param>
/// <param name="Transposed">Whether the matrix is stored [columns × inner].</param>
internal sealed record PackPanelsOp(int Inner, int Columns, bool Transposed) : PackOp(Transposed)
{
    /// <summary>Columns of a panel; the last one is filled up with zeros.</summary>
    public const int PanelWidth = 16;

    /// <inheritdoc/>
    public override int Length => Inner * RoundUp(Columns);

    /// <summary>Columns filled up to whole panels.</summary>
    internal static int RoundUp(int columns) => (columns + PanelWidth - 1) / PanelWidth * PanelWidth;
}

/// <summary>A product of examples with a packed matrix, with what follows it done while the result is still in registers.</summary>
/// <param name="Inner">Columns of the left matrix.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Epilogue">What follows the product.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record PanelProductOp(int Inner, int Columns, Epilogue Epilogue, double Below = 0) : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => (2L * Inner * output.Length) + EpilogueCost.Operations(Epilogue, output);
}

/// <summary>A product of examples with a matrix that is read where it stands, with what follows it.</summary>
/// <param name="Inner">Columns of the left matrix.</param>
/// <param name="Columns">Columns of the result.</param>
/// <param name="Transposed">Whether the matrix is stored [columns × inner].</param>
/// <param name="Epilogue">What follows the product.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record MatrixProductOp(int Inner, int Columns, bool Transposed, Epilogue Epilogue, double Below = 0) : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => (2L * Inner * output.Length) + EpilogueCost.Operations(Epilogue, output);
}

/// <summary>The filters of a convolution as column panels, group after group, or product after product where the convolution is one of <see cref="WinogradRule"/>.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Transposed">Whether they are packed for the adjoint in the image.</param>
internal sealed record PackFiltersOp(ConvolutionSizes Geometry, bool Transposed) : PackOp(Transposed)
{
    /// <inheritdoc/>
    public override int Length => Geometry.IsDepthwise ? Geometry.WeightLength
        : IsWinograd ? WinogradRule.Products * (Transposed
            ? Geometry.Filters * PackPanelsOp.RoundUp(Geometry.Channels)
            : Geometry.Channels * PackPanelsOp.RoundUp(Geometry.Filters))
        : Geometry.Groups * (Transposed
            ? Geometry.Taps * (Geometry.Filters / Geometry.Groups) * PackPanelsOp.RoundUp(Geometry.Channels / Geometry.Groups)
            : Geometry.PatchLength * PackPanelsOp.RoundUp(Geometry.Filters / Geometry.Groups));

    private bool IsWinograd => Geometry is { Groups: 1, Window: { Stride: 1, Dilation: 1 } window } && WinogradRule.Includes(
        window.Height, window.Width, Geometry.Channels, Geometry.Filters, Math.Min(Geometry.Height, Geometry.OutHeight), Math.Min(Geometry.Width, Geometry.OutWidth));
}

/// <summary>A convolution with packed filters, with what follows it.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Epilogue">What follows.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record PanelConvolutionOp(ConvolutionSizes Geometry, Epilogue Epilogue, double Below = 0) : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => Geometry.Operations + EpilogueCost.Operations(Epilogue, output);
}

/// <summary>The adjoint of a convolution in the image with packed filters, with what follows it.</summary>
/// <param name="Geometry">The convolution.</param>
/// <param name="Epilogue">What follows: nothing or a gate.</param>
/// <param name="Below">For a gate: the factor at and below zero.</param>
internal sealed record PanelConvolutionInputGradientOp(ConvolutionSizes Geometry, Epilogue Epilogue, double Below = 0) : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => Geometry.Operations + EpilogueCost.Operations(Epilogue, output);
}

/// <summary>What follows a product in the same kernel.</summary>
internal enum Epilogue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A bias is added to each example.</summary>
    Bias,

    /// <summary>A bias is added to each example, then everything below zero is set to zero.</summary>
    BiasRelu,

    /// <summary>Each element is kept where a gate is above zero, otherwise multiplied.</summary>
    ReluBackward,
}

/// <summary>What epilogues cost.</summary>
internal static class EpilogueCost
{
    /// <summary>Arithmetic of an epilogue for one example.</summary>
    public static long Operations(Epilogue epilogue, Shape output) => epilogue switch
    {
        Epilogue.None => 0,
        Epilogue.BiasRelu => 2L * output.Length,
        _ => output.Length,
    };
}

/// <summary>A copy, where a value is wanted in two places.</summary>
internal sealed record CopyOp : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 0;
}

/// <summary>The sum of squares over the whole batch: of a penalty on gradients, say. Saves writing the squares down.</summary>
internal sealed record SumOfSquaresOp : LoweredOp
{
    /// <inheritdoc/>
    public override long Operations(IReadOnlyList<Shape> inputs, Shape output) => 2L * inputs[0].Length;
}
