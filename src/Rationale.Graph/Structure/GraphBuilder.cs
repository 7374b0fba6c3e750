namespace Rationale.Graph;

/// <summary>Makes nodes. A node that was made before is found again, so common subexpressions exist once.</summary>
/// <param name="simplify">Whether each new node is replaced by a simpler one of equal value where its operator knows one.</param>
/// <remarks>Thread safety: one graph is built by one thread.</remarks>
public sealed class GraphBuilder(bool simplify = false)
{
    private readonly Dictionary<(Operator Operator, EquatableArray<int> Inputs), Node> _known = [];
    private readonly List<Node> _nodes = [];

    /// <summary>All nodes made so far, inputs before users.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The phase to which nodes belong that are made from now on.</summary>
    public Phase Phase { get; private set; } = Phase.Forward;

    /// <summary>The use of a block to which nodes belong that are made from now on.</summary>
    internal BlockUse? Block { get; private set; }

    /// <summary>Enters a phase; nodes belong to it until what is returned is disposed.</summary>
    public IDisposable Enter(Phase phase) => Enter(phase, Block);

    /// <summary>Enters a use of a block, or leaves all of them; nodes belong to it until what is returned is disposed.</summary>
    internal IDisposable Enter(BlockUse? block) => Enter(Phase, block);

    /// <summary>Enters a phase and a use of a block.</summary>
    internal IDisposable Enter(Phase phase, BlockUse? block)
    {
        var left = new Scope(this, Phase, Block);
        (Phase, Block) = (phase, block);
        return left;
    }

    /// <summary>Applies an operator.</summary>
    /// <exception cref="ShapeException">The inputs do not fit.</exception>
    public Node Apply(Operator @operator, params Node[] inputs)
    {
        var key = (@operator, new EquatableArray<int>(inputs.Select(input => input.Id)));
        if (!_known.TryGetValue(key, out var node))
        {
            if (inputs.Any(input => input.Builder != this))
            {
                throw new ArgumentException($"An input of {@operator.Name} belongs to another graph; import it first.", nameof(inputs));
            }

            node = new Node(this, _nodes.Count, @operator, inputs, @operator.InferShape([.. inputs.Select(input => input.Shape)]), Phase, Block);
            _nodes.Add(node);
            node = simplify ? @operator.Simplify(node) ?? node : node;
            _known.Add(key, node);
        }

        return node;
    }

    /// <summary>
    /// Applies an elementwise operator of two inputs. The kernels repeat one operand in one block over the other; where that is not enough,
    /// operands are repeated explicitly first.
    /// </summary>
    public Node Elementwise(Operator @operator, Node left, Node right)
    {
        var shape = BroadcastPattern.Join(left.Shape, right.Shape);
        if (left.Shape == shape)
        {
            right = BroadcastPattern.Find(right.Shape, shape) is null ? right.BroadcastTo(shape) : right;
        }
        else
        {
            right = right.Shape == shape ? right : right.BroadcastTo(shape);
            left = BroadcastPattern.Find(left.Shape, shape) is null ? left.BroadcastTo(shape) : left;
        }

        return Apply(@operator, left, right);
    }

    private sealed class Scope(GraphBuilder builder, Phase phase, BlockUse? block) : IDisposable
    {
        public void Dispose() => (builder.Phase, builder.Block) = (phase, block);
    }
}
