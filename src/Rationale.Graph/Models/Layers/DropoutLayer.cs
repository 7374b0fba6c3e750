namespace Rationale.Graph.Models;

/// <summary>Drops values while training.</summary>
/// <param name="Rate">Probability of dropping a value, in [0, 1).</param>
public sealed record DropoutLayer(double Rate) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Dropout";

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => context.Training && Rate > 0
        ? (input * context.Builder.Apply(new Operators.DropoutMaskOp(context.NextSite(), Rate, input.Shape)).Named(context.NextName("m"))).Named(context.NextName("d"))
        : input;
}
