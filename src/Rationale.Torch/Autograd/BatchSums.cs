using Rationale.Graph;

namespace Rationale.Torch.Autograd;

/// <summary>
/// The values of a graph that are sums over the examples of the batch, by level: a sum of level 2 is computed from one of level 1, so that a batch in parts goes through the
/// module once for each level, and the numbers are those of the batch as a whole.
/// </summary>
internal sealed class BatchSums
{
    /// <summary>Finds them.</summary>
    /// <param name="nodes">The graph, inputs before users.</param>
    public BatchSums(IReadOnlyList<Node> nodes)
    {
        var levels = new Dictionary<Node, int>();
        var sums = new List<List<Node>>();
        foreach (var node in nodes)
        {
            var level = node.Inputs.Select(input => levels[input]).DefaultIfEmpty(0).Max();
            if (!node.Shape.Batched && node.Inputs.Any(input => input.Shape.Batched))
            {
                if (level == sums.Count)
                {
                    sums.Add([]);
                }

                sums[level++].Add(node);
            }

            levels.Add(node, level);
        }

        Levels = sums;
    }

    /// <summary>The sums of each level.</summary>
    public IReadOnlyList<IReadOnlyList<Node>> Levels { get; }
}
