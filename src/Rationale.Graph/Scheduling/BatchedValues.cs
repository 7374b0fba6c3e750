using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>The values of a graph that exist for each example: who reads whom, and how many elements each takes in the arena.</summary>
internal sealed class BatchedValues
{
    private readonly Fusion _fusion;
    private readonly HashSet<Node> _outputs;
    private readonly Dictionary<Node, Node[]> _reads = [];
    private readonly Dictionary<Node, Node[]> _overwritable = [];

    public BatchedValues(Fusion fusion, IEnumerable<Node> outputs)
    {
        _fusion = fusion;
        _outputs = [.. outputs];
        ShownAtEnd = [.. _outputs.Where(output => output.Operator is ReshapeOp).Select(Base)];
    }

    /// <summary>What views show that are wanted as outputs.</summary>
    public IReadOnlyList<Node> ShownAtEnd { get; }

    /// <summary>The value whose buffer a node shows: a reshape has none of its own.</summary>
    public static Node Base(Node node) => node.Operator is ReshapeOp ? Base(node.Inputs[0]) : node;

    /// <summary>Whether a value comes from an instruction of the tile, rather than from the batch or from outside the examples.</summary>
    public static bool IsComputed(Node node) => node.Shape.Batched && node.Operator is not (InputOp or Operators.LabelsOp or ReshapeOp);

    /// <summary>The computed values that an instruction reads, each once.</summary>
    public IReadOnlyList<Node> Reads(Node node)
    {
        if (!_reads.TryGetValue(node, out var reads))
        {
            _reads[node] = reads = [.. _fusion.Reads(node).Select(Base).Where(IsComputed).Distinct()];
        }

        return reads;
    }

    /// <summary>Elements that a value takes in the arena for each example; an output stands elsewhere.</summary>
    public int Width(Node node) => IsComputed(node) && !_outputs.Contains(node) ? node.Shape.Length : 0;

    /// <summary>The values in whose place the result of an instruction may stand once nobody needs them any more.</summary>
    public IReadOnlyList<Node> Overwritable(Node node)
    {
        if (!_overwritable.TryGetValue(node, out var inputs))
        {
            _overwritable[node] = inputs = Width(node) == 0 || _fusion.IsProduct(node, out _, out _, out _)
                ? []
                : [.. node.Operator.Overwritable.Select(index => Base(node.Inputs[index])).Where(input => Width(input) == node.Shape.Length)];
        }

        return inputs;
    }
}
