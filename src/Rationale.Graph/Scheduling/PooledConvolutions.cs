using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// Finds the convolutions that are joined with the max pooling behind them: a convolution whose values are only gathered from the maxima, and adjoints whose cotangent stands at the maxima, if nobody
/// else needs it written out.
/// </summary>
internal sealed class PooledConvolutions
{
    private readonly Dictionary<Node, PooledOp> _kernels = [];

    /// <summary>Looks through a graph.</summary>
    /// <param name="nodes">All nodes.</param>
    /// <param name="uses">How many nodes and outputs use a value.</param>
    public PooledConvolutions(IReadOnlyList<Node> nodes, Func<Node, int> uses)
    {
        var users = nodes.SelectMany(node => node.Inputs, (node, input) => (Node: node, Input: input)).ToLookup(pair => pair.Input, pair => pair.Node);
        foreach (var node in nodes)
        {
            if (Gathered(node, uses) is { } gathered)
            {
                _kernels.Add(node, gathered);
                Absorbed.Add(node.Inputs[1]);
            }
            else if (node.Operator is MaxPoolBackwardOp { Window: var pool })
            {
                var adjoints = users[node].Select(user => Adjoint(user, node, pool)).ToList();
                if (adjoints.Count == uses(node) && adjoints.All(adjoint => adjoint is not null))
                {
                    foreach (var (user, adjoint) in users[node].Zip(adjoints, (user, adjoint) => (user, adjoint)))
                    {
                        _kernels.Add(user, adjoint!);
                    }

                    Absorbed.Add(node);
                }
            }
        }
    }

    /// <summary>The nodes that are never written out: convolutions whose values are gathered, and cotangents at maxima.</summary>
    public HashSet<Node> Absorbed { get; } = [];

    /// <summary>The joined kernel of a node, without an epilogue; null if it has none.</summary>
    public PooledOp? Kernel(Node node) => _kernels.TryGetValue(node, out var kernel) ? kernel : null;

    /// <summary>What the joined kernel of a node reads: in place of a value that is not written out, what that is made of.</summary>
    public static IEnumerable<Node> Reads(Node node) => node switch
    {
        { Operator: MaxPoolGatherOp, Inputs: [var maxima, { Inputs: [var image, var filters] }] } => [maxima, image, filters],
        { Operator: ConvolutionInputGradientOp, Inputs: [{ Inputs: [var maxima, var cotangent] }, var filters] } => [maxima, cotangent, filters],
        { Inputs: [var image, { Inputs: [var maxima, var cotangent] }] } => [maxima, cotangent, image],
        _ => throw new InvalidOperationException($"{node.Operator.Name} has no joined kernel."),
    };

    private static PooledOp? Gathered(Node node, Func<Node, int> uses) => node is
    {
        Operator: MaxPoolGatherOp { Window: var pool },
        Inputs: [_, { Operator: ConvolutionOp convolution, Inputs: [{ Shape.Batched: true } image, { Shape.Batched: false }] } product]
    }
        && uses(product) == 1 && node.Inputs[0] != product && ConvolutionSizes.From(convolution, image.Shape) is var sizes && PooledRule.IncludesForward(sizes, pool)
        ? new PooledConvolutionOp(sizes, pool, Epilogue.None, 0)
        : null;

    private static PooledOp? Adjoint(Node user, Node cotangent, Window pool) => user switch
    {
        { Operator: ConvolutionInputGradientOp gradient, Inputs: [var values, { Shape.Batched: false }] }
            when values == cotangent && ConvolutionSizes.From(gradient.Convolution, gradient.Image) is var sizes && PooledRule.Includes(sizes, pool) => new PooledInputGradientOp(sizes, pool, Epilogue.None, 0),
        { Operator: ConvolutionWeightGradientOp gradient, Inputs: [var image, var values] }
            when values == cotangent && image != cotangent && ConvolutionSizes.From(gradient.Convolution, image.Shape) is var sizes && PooledRule.Includes(sizes, pool) => new PooledWeightGradientOp(sizes, pool),
        _ => null,
    };
}
