using Rationale.Graph.Operators;

namespace Rationale.Graph;

/// <summary>
/// Reverse-mode differentiation of graphs. Its result is an ordinary graph, so a gradient can be penalized and differentiated again:
/// for RRR, a gradient inside the loss and a gradient of the loss.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Differentiation
{
    /// <summary>Replaces every <see cref="GradientOp"/> node by ordinary operators, inner ones first.</summary>
    public static ComputationGraph Expand(ComputationGraph graph)
    {
        // Gradients of one scalar share one reverse pass, however many values they are taken with respect to.
        var targets = graph.Nodes().Where(node => node.Operator is GradientOp).ToLookup(Key, node => node.Inputs[1]);
        var passes = new Dictionary<(Node, Node?, Operator), IReadOnlyDictionary<Node, Node>>();
        var images = new Dictionary<Node, Node>();
        return graph.Rewrite((builder, node, inputs) => images[node] = node.Operator is GradientOp gradient
            ? Expanded(node, inputs, gradient.Scalar)
            : builder.Apply(node.Operator, inputs));

        static (Node Scalar, Node? Cotangent, Operator Operator) Key(Node node) => (node.Inputs[0], node.Inputs.Count == 3 ? node.Inputs[2] : null, node.Operator);

        Node Expanded(Node node, Node[] inputs, string name)
        {
            var (key, target) = (Key(node), inputs[1]);
            if (!passes.TryGetValue(key, out var cotangents) || !cotangents.ContainsKey(target))
            {
                var known = targets[key].Where(images.ContainsKey).Select(original => images[original]);
                cotangents = passes[key] = Cotangents(inputs[0], [.. known], name, inputs.Length == 3 ? inputs[2] : null);
            }

            return cotangents[target];
        }
    }

    /// <summary>The derivatives of one scalar with respect to several values, in one reverse pass.</summary>
    /// <param name="scalar">A value with one number for each example, or one for the batch.</param>
    /// <param name="targets">The values to differentiate by.</param>
    /// <param name="name">What readers call the scalar.</param>
    /// <param name="cotangent">What the scalar's own derivative is multiplied with; null for 1. With one, the scalar may have any shape.</param>
    /// <param name="rule">
    /// From a node and its cotangent to those of its inputs, in place of the operator's derivative: attributions such as DeepLIFT are reverse passes with other rules. Null for derivatives.
    /// </param>
    /// <returns>For each target a node of its shape; zero where the scalar does not depend on it.</returns>
    public static IReadOnlyDictionary<Node, Node> Cotangents(
        Node scalar, IReadOnlyCollection<Node> targets, string name, Node? cotangent = null, Func<Node, Node, IReadOnlyList<Node?>>? rule = null)
    {
        var active = Active(scalar, targets);
        var pending = new Dictionary<Node, Node>();
        var order = new SortedSet<int>();
        var nodes = scalar.Builder.Nodes;
        var found = new Dictionary<Node, Node>();
        Add(scalar, cotangent ?? scalar.Builder.Constant(1, scalar.Shape));

        // Ids are a topological order: when the largest pending id is taken, every user of that node has given its share.
        while (pending.Count > 0)
        {
            var node = nodes[order.Max];
            var current = pending[node];
            order.Remove(node.Id);
            pending.Remove(node);
            if (node.Label is { } label && current.Operator is not ConstantOp && !ReferenceEquals(current, cotangent))
            {
                current.Named($"∂{name}/∂{(label.Contains("/") ? $"({label})" : label)}");
            }

            found[node] = current;
            using var block = scalar.Builder.Enter(node.Block);
            var shares = rule?.Invoke(node, current) ?? node.Operator.VectorJacobianProduct(node, current);
            for (var i = 0; i < shares.Count; i++)
            {
                if (shares[i] is { } share)
                {
                    Add(node.Inputs[i], share);
                }
            }
        }

        return targets.Distinct().ToDictionary(
            target => target,
            target => found.TryGetValue(target, out var own) ? own : target.Builder.Constant(0, target.Shape));

        void Add(Node node, Node share)
        {
            if (active.Contains(node))
            {
                order.Add(node.Id);
                pending[node] = pending.TryGetValue(node, out var sum) ? sum + share : share;
            }
        }
    }

    /// <summary>The nodes on a path from a target to the scalar: only they need a cotangent.</summary>
    private static HashSet<Node> Active(Node scalar, IReadOnlyCollection<Node> targets)
    {
        var active = new HashSet<Node>(targets);
        foreach (var node in new ComputationGraph([new Output("", OutputKind.Total, scalar)]).Nodes())
        {
            if (node.Inputs.Any(active.Contains))
            {
                active.Add(node);
            }
        }

        return active;
    }
}
