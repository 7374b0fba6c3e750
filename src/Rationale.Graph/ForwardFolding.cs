using Rationale.Graph.Operators;

namespace Rationale.Graph;

/// <summary>
/// Rewrites of a forward pass that leave fewer values for each example, taken before gradients are: a scale and a shift of each channel behind a convolution, as a normalization by running statistics is,
/// go into its filters and bias, and a rectifier goes behind the max pooling that follows it. Values and derivatives are the same up to rounding.
/// </summary>
/// <remarks>A value that somebody else reads, another layer, an output or a gradient with respect to it, stays as it is.</remarks>
internal static class ForwardFolding
{
    private const int MinPositions = 16;

    /// <summary>The graph with fewer values; gradient nodes allowed.</summary>
    public static ComputationGraph Run(ComputationGraph graph)
    {
        var uses = new Dictionary<Node, int>();
        foreach (var used in graph.Nodes().SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Value)))
        {
            uses[used] = uses.TryGetValue(used, out var count) ? count + 1 : 1;
        }

        // Nodes of the new graph that stand for a value that has one reader.
        var single = new HashSet<Node>();
        return graph.Rewrite((builder, node, inputs) =>
        {
            var image = Scaled(builder, node, inputs, single) ?? Shifted(node, inputs, single) ?? Pooled(builder, node, inputs, single) ?? builder.Apply(node.Operator, inputs);
            if (uses.TryGetValue(node, out var count) && count == 1)
            {
                single.Add(image);
            }

            return image;
        });
    }

    /// <summary>(x ∗ W) ⊙ a = x ∗ (W ⊙ a), and (x ∗ W + b) ⊙ a = x ∗ (W ⊙ a) + b ⊙ a, for one factor a channel of the result.</summary>
    private static Node? Scaled(GraphBuilder builder, Node node, Node[] inputs, HashSet<Node> single) => (node.Operator, inputs) switch
    {
        (MultiplyOp, [var product, var factor]) when IsOfChannels(factor, product) && single.Contains(product) => product switch
        {
            { Operator: AddOp, Inputs: [var inner, var bias] } when IsProduct(inner) && single.Contains(inner) && IsOfChannels(bias, product) => Product(builder, inner, factor) + (bias * factor),
            _ when IsProduct(product) => Product(builder, product, factor),
            _ => null,
        },
        _ => null,
    };

    /// <summary>(x ∗ W + b) + c = x ∗ W + (b + c).</summary>
    private static Node? Shifted(Node node, Node[] inputs, HashSet<Node> single) =>
        node.Operator is AddOp && inputs is [{ Operator: AddOp, Inputs: [var product, var bias] } sum, var shift]
        && single.Contains(sum) && IsProduct(product) && IsOfChannels(bias, product) && IsOfChannels(shift, product)
            ? product + (bias + shift)
            : null;

    /// <summary>max over a window of max(x, 0) = max(max over the window of x, 0), with the same derivative: of equal pixels only those at zero differ, which have none. A name stays with its operator.</summary>
    private static Node? Pooled(GraphBuilder builder, Node node, Node[] inputs, HashSet<Node> single) =>
        node.Operator is MaxPoolOp && inputs is [{ Operator: ReluOp, Inputs: [var x] } rectified] && single.Contains(rectified)
            ? builder.Apply(node.Operator, x).Named(node.Label).Relu().Named(rectified.Label)
            : null;

    private static Node Product(GraphBuilder builder, Node product, Node factor) => builder.Apply(product.Operator, product.Inputs[0], product.Inputs[1] * factor);

    /// <summary>A convolution with enough positions that scaling its filters is little beside them, even for one example.</summary>
    private static bool IsProduct(Node node) => node is { Operator: ConvolutionOp { Groups: 1 }, Inputs: [_, { Shape: { Batched: false, Rank: > 1 } }], Shape.Dimensions: [var height, var width, _] } && height * width >= MinPositions;

    private static bool IsOfChannels(Node values, Node product) => values.Shape is { Batched: false, Rank: 1 } && values.Shape.Last == product.Shape.Last;
}
