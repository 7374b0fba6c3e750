namespace Rationale.Graph.Models;

/// <summary>y = scale · x + shift with numbers that are not trained: <c>x / 255</c>, <c>1 - x</c>, <c>-x</c> of a hand-written forward pass.</summary>
/// <param name="Scale">The factor.</param>
/// <param name="Shift">What is added.</param>
public sealed record ScaleLayer(double Scale, double Shift) : Layer
{
    /// <inheritdoc/>
    public override string Name => "Scale";

    /// <inheritdoc/>
    public override string Signature => System.FormattableString.Invariant($"Scale({Scale}, {Shift})");

    /// <inheritdoc/>
    public override Node Apply(LayerContext context, Node input) => input.Affine(Scale, Shift);
}
