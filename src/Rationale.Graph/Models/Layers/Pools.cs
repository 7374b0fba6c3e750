using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>The maximum of each window and channel.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record MaxPooling(Window Window) : Layer
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    /// <inheritdoc/>
    public override string Signature => $"MaxPool({Windows.Signature(Window)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        Pooling.Pooled(Window, Windows.Picture($"[MaxPool({Window.Height})]", input)).Dimensions;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Builder.Apply(new MaxPool(Window), input).Named(context.NextName("q"));
}

/// <summary>The mean of each window and channel.</summary>
/// <param name="Window">How the window moves.</param>
public sealed record AveragePooling(Window Window) : Layer
{
    /// <inheritdoc/>
    public override string Name => "AveragePool";

    /// <inheritdoc/>
    public override string Signature => $"AveragePool({Windows.Signature(Window)})";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        Pooling.Pooled(Window, Windows.Picture($"[AveragePool({Window.Height})]", input)).Dimensions;

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Builder.Apply(new AveragePool(Window), input).Named(context.NextName("q"));
}

/// <summary>The mean of each channel over the whole picture.</summary>
public sealed record GlobalAveragePooling : Layer
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Of(Windows.Picture("[GlobalAveragePool]", input).Last);

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input)
    {
        var window = new Window(input.Shape.Dimensions[0], input.Shape.Dimensions[1]);
        return input.Builder.Apply(new AveragePool(window), input).Flatten().Named(context.NextName("q"));
    }
}
