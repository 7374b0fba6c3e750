using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// Decides which nodes share a kernel: a product of examples with a whole matrix takes a bias, a rectifier or a gate into its epilogue, and a sum over the
/// batch takes the square of what it sums, if nobody else needs the value between.
/// </summary>
internal sealed class Fusion
{
    private readonly Dictionary<Node, int> _uses = [];
    private readonly HashSet<Node> _absorbed = [];
    private readonly Dictionary<Node, (Epilogue Epilogue, Node Product, Node? Operand)> _fused = [];
    private readonly PooledConvolutions? _pooled;

    /// <summary>Decides for a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="joinsPoolings">Whether adjoints of convolutions are joined with the poolings behind them.</param>
    public Fusion(ComputationGraph graph, bool joinsPoolings)
    {
        var nodes = graph.Nodes();
        foreach (var used in nodes.SelectMany(node => node.Inputs).Concat(graph.Outputs.Select(output => output.Value)))
        {
            _uses[used] = Uses(used) + 1;
        }

        if (joinsPoolings)
        {
            _pooled = new PooledConvolutions(nodes, Uses);
            _absorbed.UnionWith(_pooled.Absorbed);
        }

        foreach (var node in nodes)
        {
            if (Match(node) is { } match)
            {
                _fused[node] = match;
                Absorb(node, match.Product);
            }
            else if (IsSumOfSquares(node))
            {
                _absorbed.Add(node.Inputs[0]);
            }
        }
    }

    /// <summary>How many nodes and outputs use the value.</summary>
    public int Uses(Node node) => _uses.TryGetValue(node, out var count) ? count : 0;

    /// <summary>Whether the node is computed inside the kernel of a later one.</summary>
    public bool IsAbsorbed(Node node) => _absorbed.Contains(node);

    /// <summary>For a product of examples with a whole matrix: the product, what ends it, and the epilogue's operand.</summary>
    public bool IsProduct(Node node, out Epilogue epilogue, out Node product, out Node? operand)
    {
        var found = _fused.TryGetValue(node, out var match);
        (epilogue, product, operand) = found ? match : (Epilogue.None, node, null);
        return found || IsBatchTimesMatrix(node);
    }

    /// <summary>What the kernel of a product computes, how its matrix is packed, and what it reads beside matrix and operand.</summary>
    public (LoweredOp Kernel, PackOp Pack, IEnumerable<Node> Reads) Product(Node product, Epilogue epilogue, double below) => _pooled?.Kernel(product) switch
    {
        PooledConvolutionOp joined => (joined with { Epilogue = epilogue, Below = below }, new PackPooledFiltersOp(joined.Geometry, joined.Pool), PooledConvolutions.Reads(product).Take(2)),
        PooledInputGradientOp joined => (joined with { Epilogue = epilogue, Below = below }, new PackPooledFiltersOp(joined.Geometry, joined.Pool), PooledConvolutions.Reads(product).Take(2)),
        _ => (((IPanelProduct)product.Operator).Kernel(product, epilogue, below), ((IPanelProduct)product.Operator).Pack(product), product.Inputs.Take(1)),
    };

    /// <summary>The matrix of a product.</summary>
    public Node Matrix(Node product) => Factors(product).Last();

    /// <summary>What the node's kernel computes, for all nodes but products.</summary>
    public Operator Kernel(Node node) => IsSumOfSquares(node) ? new SumOfSquaresOp() : _pooled?.Kernel(node) ?? node.Operator;

    /// <summary>The values that the node's kernel reads.</summary>
    public IEnumerable<Node> Reads(Node node) => IsSumOfSquares(node) ? node.Inputs[0].Inputs : IsProduct(node, out _, out var product, out var operand)
        ? operand is null ? Factors(product) : Factors(product).Append(operand)
        : Factors(node);

    private (Epilogue Epilogue, Node Product, Node? Operand)? Match(Node node) => node switch
    {
        { Operator: AddOp, Inputs: [var product, { Shape: { Batched: false, Rank: 1 } } bias] }
            when CanEnd(product, Epilogue.Bias) && bias.Shape.Last == product.Shape.Last => (Epilogue.Bias, product, bias),
        { Operator: ReluOp, Inputs: [var sum] } when Uses(sum) == 1 && _fused.TryGetValue(sum, out var match) && match.Epilogue == Epilogue.Bias && CanEnd(match.Product, Epilogue.BiasRelu) =>
            (Epilogue.BiasRelu, match.Product, match.Operand),
        { Operator: ReluBackwardOp, Inputs: [var gate, var product] } when CanEnd(product, Epilogue.ReluBackward) && gate != product =>
            (Epilogue.ReluBackward, product, gate),
        _ => null,
    };

    /// <summary>Whether the node is the whole sum of squares that nobody else needs.</summary>
    private bool IsSumOfSquares(Node node) => node is { Operator: SumToOp, Shape: { Batched: false, Length: 1 } }
        && node.Inputs[0] is { Operator: SquareOp } square && Uses(square) == 1;

    private void Absorb(Node node, Node product)
    {
        _absorbed.Add(product);
        if (node.Operator is ReluOp)
        {
            _absorbed.Add(node.Inputs[0]);
        }
    }

    /// <summary>Whether nobody else needs the product, and its kernel takes the epilogue with it.</summary>
    private bool CanEnd(Node product, Epilogue epilogue) => IsBatchTimesMatrix(product) && Uses(product) == 1
        && (product.Operator is IPanelProduct ordinary ? ordinary.Takes(epilogue) : epilogue == Epilogue.ReluBackward);

    private bool IsBatchTimesMatrix(Node node) =>
        node is { Operator: IPanelProduct, Inputs: [{ Shape.Batched: true }, { Shape.Batched: false }] } || _pooled?.Kernel(node) is PooledConvolutionOp;

    private IEnumerable<Node> Factors(Node node) => _pooled?.Kernel(node) is null ? node.Inputs : PooledConvolutions.Reads(node);
}
