using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>The maximum of each window and channel.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record MaxPoolLayer(Window Window) : Layer
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    /// <inheritdoc/>
    public override string Signature => $"MaxPool({Windows.Signature(Window)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        PoolingShapes.Pooled(Window, Windows.Image($"[MaxPool({Window.Height})]", input)).Dimensions;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Builder.Apply(new MaxPoolOp(Window), input).Named(context.NextName("q"));
}

/// <summary>The mean of each window and channel.</summary>
/// <param name="Window">How the window moves.</param>
/// <param name="CountPadding">Whether the zeros of the padding count; otherwise a mean is of what the window sees of the image.</param>
public sealed record AveragePoolLayer(Window Window, bool CountPadding = false) : Layer
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    /// <inheritdoc/>
    public override string Signature => $"AveragePool({Windows.Signature(Window)}{(CountPadding ? ", padding counts" : "")})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        PoolingShapes.Pooled(Window, Windows.Image($"[AveragePool({Window.Height})]", input)).Dimensions;

    /// <inheritdoc/>
    public override double MaxExampleLength(EquatableArray<int> input) => CountPadding
        ? Math.Max(base.MaxExampleLength(input), (input[0] + (2.0 * Window.Padding)) * (input[1] + (2.0 * Window.Padding)) * input[2])
        : base.MaxExampleLength(input);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var (image, window) = CountPadding ? (Padded(Padded(input, axis: 0), axis: 1), Window with { Padding = 0 }) : (input, Window);
        return input.Builder.Apply(new AvgPoolOp(window), image).Named(context.NextName("q"));
    }

    private Node Padded(Node image, int axis) => image.Builder.Apply(new PadOp(axis, Window.Padding, image.Shape.Dimensions[axis] + (2 * Window.Padding)), image);
}

/// <summary>The mean of each channel over the whole image, or over all tokens.</summary>
public sealed record GlobalAveragePoolLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Create(input.Count == 2 ? input[1] : Windows.Image("[GlobalAveragePool]", input).Last);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        // Tokens are an image of one column.
        var image = input.Shape.Rank == 2 ? input.Reshape(Shape.PerExample(input.Shape.Dimensions[0], 1, input.Shape.Last)) : input;
        var window = new Window(image.Shape.Dimensions[0], image.Shape.Dimensions[1]);
        return input.Builder.Apply(new AvgPoolOp(window), image).Flatten().Named(context.NextName("q"));
    }
}

/// <summary>The mean of each of height × width parts of an image.</summary>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record AdaptiveAveragePoolLayer(int Height, int Width) : Layer
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveAveragePool";

    /// <inheritdoc/>
    public override string Signature => $"AdaptiveAveragePool({Height}×{Width})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Create(Height, Width, Windows.Image($"[AdaptiveAveragePool({Height}, {Width})]", input).Last);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) =>
        input.Builder.Apply(new AvgPoolOp(new AdaptiveWindow(Height, Width)), input).Named(context.NextName("q"));
}

/// <summary>The maximum of each of height × width parts of an image.</summary>
/// <param name="Height">Rows of the result.</param>
/// <param name="Width">Columns of the result.</param>
public sealed record AdaptiveMaxPoolLayer(int Height, int Width) : Layer
{
    /// <inheritdoc/>
    public override string Name => "AdaptiveMaxPool";

    /// <inheritdoc/>
    public override string Signature => $"AdaptiveMaxPool({Height}×{Width})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Create(Height, Width, Windows.Image($"[AdaptiveMaxPool({Height}, {Width})]", input).Last);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) =>
        input.Builder.Apply(new MaxPoolOp(new AdaptiveWindow(Height, Width)), input).Named(context.NextName("q"));
}
