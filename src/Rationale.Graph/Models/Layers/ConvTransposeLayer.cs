using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>
/// A transposed convolution: the adjoint of a convolution in the image, which makes images larger where its stride is above one. Height becomes
/// (height − 1) · stride − 2 · padding + dilation · (size − 1) + output padding + 1.
/// </summary>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Window">How the filters move over the result.</param>
/// <param name="OutputPadding">Rows and columns added at the bottom and on the right, below the stride.</param>
/// <param name="Groups">Groups of channels that do not meet.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How filters and bias start.</param>
public sealed record ConvTransposeLayer(int Filters, Window Window, int OutputPadding, int Groups, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "ConvTranspose";

    /// <inheritdoc/>
    public override string Signature =>
        $"ConvTranspose({Filters}, {Windows.Signature(Window)}{(OutputPadding == 0 ? "" : $", output padding {OutputPadding}")}{(Groups == 1 ? "" : $", groups {Groups}")}{(Bias ? "" : ", no bias")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        Windows.Image($"[ConvTranspose({Filters}, {Window.Height})]", input);
        var (height, width) = (Extent(input[0], Window.Height), Extent(input[1], Window.Width));
        if (height < 1 || width < 1)
        {
            throw new ShapeException($"[ConvTranspose({Filters}, {Window.Height})] with padding {Window.Padding} leaves nothing of an image of {input[0]}×{input[1]}; make the padding smaller");
        }

        if (OutputPadding >= Window.Stride)
        {
            throw new ShapeException($"[ConvTranspose({Filters}, {Window.Height})] has output padding {OutputPadding}, which must be below its stride {Window.Stride}");
        }

        // Sizes that no image has are found by the walk through the model, which counts in doubles.
        var result = EquatableArray.Create((int)Math.Min(int.MaxValue, height), (int)Math.Min(int.MaxValue, width), Filters);
        ConvolutionSizes.From(new ConvolutionOp(new Window(1, 1), Filters, Groups), new Shape(true, input));
        return result;
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) =>
        Filters * (((double)Window.Height * Window.Width * (input[2] / Groups)) + (Bias ? 1.0 : 0.0));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("transposed");
        var number = name.Substring("transposed".Length);
        var channels = input.Shape.Dimensions[2];
        var image = Shape.PerExample([.. OutputShape(input.Shape.Dimensions)]);

        // PyTorch counts as inputs what one value of the image is spread over.
        var reach = Window.Height * Window.Width * Filters / Groups;
        var shape = Groups == 1
            ? Shape.Unbatched(Window.Height, Window.Width, Filters, channels)
            : Shape.Unbatched(Groups, Window.Height, Window.Width, Filters / Groups, channels / Groups);
        var weight = context.Parameter($"{name}.weight", $"G{number}", shape, Initializer.ForWeight(Initialization, reach, Window.Height * Window.Width * channels / Groups), ConvLayer.TorchOrder(Groups));
        var product = input.Builder.Apply(new ConvolutionInputGradientOp(new ConvolutionOp(Window, channels, Groups), image), input, weight);
        return (Bias
            ? product + context.Parameter($"{name}.bias", $"g{number}", Shape.Unbatched(Filters), Initializer.ForBias(Initialization, reach))
            : product).Named($"up{number}");
    }

    private double Extent(int extent, int window) => ((extent - 1.0) * Window.Stride) - (2.0 * Window.Padding) + ((double)Window.Dilation * (window - 1)) + OutputPadding + 1;
}
