namespace Rationale.Graph.Models;

/// <summary>Joins all dimensions of an example into one.</summary>
public sealed record FlattenLayer : Layer
{
    /// <inheritdoc/>
    public override string Name => "Flatten";

    /// <inheritdoc/>
    public override EquatableArray<int> OutputShape(EquatableArray<int> input) =>
        EquatableArray.Create((int)Math.Min(int.MaxValue, input.Aggregate(1.0, (product, extent) => product * extent)));

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Flatten();
}
