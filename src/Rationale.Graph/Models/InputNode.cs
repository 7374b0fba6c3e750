namespace Rationale.Graph.Models;

/// <summary>An input of a model in a graph, and what explanations of it are gradients with respect to.</summary>
/// <param name="Input">The input.</param>
/// <param name="Features">Its values, [batch×…].</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record InputNode(ModelInput Input, Node Features)
{
    /// <summary>What explanations are gradients with respect to: the features, or their embedding where they are token ids, which have no gradient.</summary>
    public Node AttributionInput => Features.Builder.Nodes.FirstOrDefault(node => node.Operator is Operators.GatherRowsOp && node.Inputs[1] == Features) ?? Features;

    /// <summary>A mask of the features in a shape that repeats over a gradient with respect to <see cref="AttributionInput"/>: the mask of each token id counts for its whole vector.</summary>
    public Node ExpandMask(Node mask) => AttributionInput == Features ? mask : mask.Reshape(mask.Shape.With(mask.Shape.Dimensions.Append(1)));

    /// <summary>A number for each feature of a gradient with respect to <see cref="AttributionInput"/>: the gradient itself, or its norm over the vector of each token id.</summary>
    public Node ReduceToFeatures(Node gradient) => AttributionInput == Features
        ? gradient
        : gradient.Square().Sum(gradient.Shape.Rank - 1).Sqrt().Reshape(Features.Shape).Named("explanation");
}
