namespace Rationale.Graph.Models;

/// <summary>eᶻ / Σ eᶻ over the last dimension.</summary>
public sealed record SoftmaxLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Softmax().Named(context.NextName("a"));
}
