using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>y = x ∗ W + b over images [height × width × channels].</summary>
/// <param name="Filters">Channels of the result.</param>
/// <param name="Window">How the filters move.</param>
/// <param name="Groups">Groups of channels that do not meet.</param>
/// <param name="Bias">Whether a bias is added.</param>
/// <param name="Initialization">How filters and bias start.</param>
public sealed record ConvLayer(int Filters, Window Window, int Groups, bool Bias, Initialization Initialization) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Conv";

    /// <inheritdoc/>
    public override string Signature => $"Conv({Filters}, {Windows.Signature(Window)}{(Groups == 1 ? "" : $", groups {Groups}")}{(Bias ? "" : ", no bias")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input)
    {
        var geometry = ConvolutionSizes.From(Operator, Windows.Image($"[Conv({Filters}, {Window.Height})]", input));
        return EquatableArray.Create(geometry.OutHeight, geometry.OutWidth, Filters);
    }

    /// <inheritdoc/>
    public override double ParameterCount(EquatableArray<int> input) =>
        Filters * (((double)Window.Height * Window.Width * (input[2] / Groups)) + (Bias ? 1.0 : 0.0));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var name = context.NextName("conv");
        var number = name.Substring("conv".Length);
        var geometry = ConvolutionSizes.From(Operator, input.Shape);
        var channels = geometry.Channels / Groups;
        var shape = Groups == 1
            ? Shape.Unbatched(Window.Height, Window.Width, channels, Filters)
            : Shape.Unbatched(Groups, Window.Height, Window.Width, channels, Filters / Groups);
        var weight = context.Parameter($"{name}.weight", $"F{number}", shape, Initializer.ForWeight(Initialization, geometry.PatchLength, Window.Height * Window.Width * Filters / Groups), TorchOrder(Groups));
        var product = input.Builder.Apply(Operator, input, weight);
        return (Bias
            ? product + context.Parameter($"{name}.bias", $"c{number}", Shape.Unbatched(Filters), Initializer.ForBias(Initialization, geometry.PatchLength))
            : product).Named($"u{number}");
    }

    /// <summary>PyTorch has filters first, then channels, then the window; a transposed convolution has the channels of what goes in where this has filters.</summary>
    internal static int[] TorchOrder(int groups) => groups == 1 ? [3, 2, 0, 1] : [0, 4, 3, 1, 2];

    private ConvolutionOp Operator => new(Window, Filters, Groups);
}
