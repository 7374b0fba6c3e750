namespace Rationale.Graph.Models;

/// <summary>The parts of a self-explaining network in a graph.</summary>
/// <param name="Concepts">h, [batch×concepts], a constant one among them if there is one.</param>
/// <param name="Relevances">θ, [batch×concepts×classes].</param>
/// <param name="Scales">A of the positive affine aggregator, [concepts×1], not batched; null for the sum.</param>
/// <param name="Reconstruction">What the decoder makes of h, [batch×features]; null without a decoder.</param>
/// <param name="Slopes">φ′(A θ h) of an aggregation of the model's own, [batch×concepts×classes]; null without one.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ConceptNodes(Node Concepts, Node Relevances, Node? Scales, Node? Reconstruction, Node? Slopes = null)
{
    /// <summary>What a unit of each concept adds to each output before it is transformed: A θ.</summary>
    public Node Effects => Scales is { } scales ? (scales * Relevances).Named("Aθ") : Relevances;

    /// <summary>∂f/∂h of each concept if relevances were constant: φ′ A θ.</summary>
    public Node Derivatives => Slopes is { } slopes ? slopes * Effects : Effects;
}
