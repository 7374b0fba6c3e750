using Rationale.Graph.Operators;

namespace Rationale.Graph;

/// <summary>
/// Guided back-propagation (Springenberg et al. 2015): the derivative, but a rectifier passes back only what is positive. Only max(x, 0) itself is changed, as in Captum;
/// the one inside an ELU is a part of a smooth function and keeps its derivative.
/// </summary>
internal static class GuidedRule
{
    /// <summary>The guided gradient of a scalar.</summary>
    /// <param name="scalar">A value with one number for each example.</param>
    /// <param name="input">What it is differentiated by.</param>
    public static Node Gradient(Node scalar, Node input) => Differentiation.Cotangents(scalar, [input], "s", null, Pullback)[input];

    private static IReadOnlyList<Node?> Pullback(Node node, Node cotangent) => node.Operator is ReluOp && !IsPartOfElu(node)
        ? [cotangent.Relu().ReluBackward(node, below: 0)]
        : node.Operator.VectorJacobianProduct(node, cotangent);

    /// <summary>An ELU is max(x, 0) + α (e^(x − max(x, 0)) − 1); nothing else subtracts a rectifier from its own input.</summary>
    private static bool IsPartOfElu(Node relu) =>
        relu.Builder.Nodes.Any(user => user.Operator is SubtractOp && user.Inputs[0] == relu.Inputs[0] && user.Inputs[1] == relu);
}
