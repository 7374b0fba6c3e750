using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>Turns a simplified graph into a <see cref="Schedule"/>: order, kernels, passes, places.</summary>
internal sealed class Scheduler
{
    /// <summary>Elements from which on a matrix is not packed for a training step: its panels would leave a second-level cache, and take its memory again for each direction.</summary>
    private const int LargeMatrix = 128 * 1024;

    /// <summary>Examples of a batch from which on that is not slower: each worker packs columns for its own examples.</summary>
    private const int ManyExamples = 128;

    /// <summary>Elements from which on a matrix is not packed for a program that may run for one example, where packing takes longer than the product.</summary>
    private const int LargeMatrixForOne = 16 * 1024;

    private readonly ComputationGraph _graph;
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Fusion _fusion;
    private readonly Passes _passes;
    private readonly Labels _labels;
    private readonly UnbatchedPlaces _unbatched;
    private readonly Dictionary<(Node Matrix, PackOp Pack), Operand> _panels = [];
    private readonly Dictionary<(Node Matrix, PackOp Pack), BlockUse?> _panelsOf = [];
    private readonly List<NamedValue> _inputs = [];
    private readonly List<Output> _batchedOutputs;
    private readonly int _largeMatrix;
    private readonly int _commonSum;

    private Scheduler(ComputationGraph graph, int parameterLength, int keptWidth, int? largeMatrix, int? commonSum, bool joinsPoolings)
    {
        KeptWidth = keptWidth;
        _graph = graph;
        _nodes = graph.Nodes();
        _fusion = new Fusion(graph, joinsPoolings);
        _passes = new Passes(_nodes);
        _labels = new Labels(_nodes, _fusion);
        _unbatched = new UnbatchedPlaces(graph, _nodes, _fusion, _passes, _labels, parameterLength);
        _largeMatrix = largeMatrix ?? (graph.UsualExamples >= ManyExamples ? LargeMatrix : _unbatched.HasGradients ? int.MaxValue : LargeMatrixForOne);
        _commonSum = commonSum ?? (graph.UsualExamples >= ManyExamples ? LargeMatrix : int.MaxValue);
        _batchedOutputs = [.. graph.Outputs.Where(output => output.Kind == OutputKind.PerExample)];
        BatchedValues = new BatchedValues(_fusion, _batchedOutputs.Select(output => output.Value));
        foreach (var input in _nodes.Select(node => node.Operator).OfType<InputOp>())
        {
            _inputs.Add(new NamedValue(input.Key, input.Shape));
        }
    }

    /// <summary>Schedules a graph that has no gradient nodes any more.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameterLength">Length of the flat parameters.</param>
    /// <param name="keptWidth">Elements an example up to which the arena keeps every value that is still needed; a wider one computes cheap values again.</param>
    /// <param name="largeMatrix">Elements from which on products read a matrix where it stands; null for a number that suits what the program is for.</param>
    /// <param name="commonSum">Elements from which on the gradient of a matrix stands once for all workers; null for a number that suits what the program is for.</param>
    /// <param name="joinsPoolings">Whether adjoints of convolutions are joined with the poolings behind them, for which only the CPU has kernels.</param>
    public static Schedule Run(
        ComputationGraph graph,
        int parameterLength,
        int keptWidth = TileBounds.CacheElements / TileBounds.MinExamples,
        int? largeMatrix = null,
        int? commonSum = null,
        bool joinsPoolings = false) => new Scheduler(graph, parameterLength, keptWidth, largeMatrix, commonSum, joinsPoolings).Build();

    private Schedule Build()
    {
        var tiles = TileSchedule.Run(this).Select(tile => (Instructions: CommonSums.Mark(tile.Instructions, _commonSum), tile.Width)).ToList();
        var whole = Enumerable.Range(-1, _passes.Count + 1).Select(UnbatchedInstructions).ToList();
        return new Schedule(
            new EquatableArray<NamedValue>(_inputs),
            new EquatableArray<string>(_unbatched.Settings),
            new EquatableArray<NamedValue>(_batchedOutputs.Select(output => new NamedValue(output.Name, output.Value.Shape))),
            new EquatableArray<Total>(_graph.Outputs.Where(output => output.Kind == OutputKind.Total).Select(output => new Total(output.Name, Place(output.Value)))),
            new EquatableArray<Instruction>(whole[0]),
            new EquatableArray<Pass>(tiles.Select((tile, pass) => new Pass(
                new EquatableArray<Instruction>(tile.Instructions), new EquatableArray<Instruction>(whole[pass + 1]), _unbatched.SumsOf(pass)))),
            new Lengths(_unbatched.ParameterLength, _unbatched.AccumulatorLength, _unbatched.SharedLength, tiles.Max(tile => tile.Width)))
        {
            SharedInputs = new EquatableArray<Total>(_nodes.Where(node => node.Operator is SharedInputOp).Select(node => new Total(((SharedInputOp)node.Operator).Key, Place(node)))),
            CommonSums = CommonSums.Of(tiles.Select(tile => tile.Instructions)),
        };
    }

    /// <summary>The place of a value that does not depend on examples.</summary>
    internal Operand Place(Node node) => node.Operator is ReshapeOp
        ? Place(node.Inputs[0]) with { Shape = node.Shape, Label = _labels[node] }
        : _unbatched[node];

    internal IReadOnlyList<Node> Nodes => _nodes;

    internal Fusion Fusion => _fusion;

    internal BatchedValues BatchedValues { get; }

    internal int KeptWidth { get; }

    internal Passes Passes => _passes;

    internal Labels Labels => _labels;

    internal IReadOnlyList<Output> BatchedOutputs => _batchedOutputs;

    internal int InputIndex(string name) => _inputs.FindIndex(input => input.Name == name);

    /// <summary>Whether products read the matrix where it stands, rather than panels of it.</summary>
    internal bool IsReadInPlace(PackOp pack) => pack is PackPanelsOp panels && (long)panels.Inner * panels.Columns >= _largeMatrix;

    /// <summary>The panels of a matrix; packed once, where the matrix is known, for all tiles and workers.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="pack">How it is packed.</param>
    /// <param name="block">The use of a block whose product reads them first.</param>
    internal Operand Panels(Node matrix, PackOp pack, BlockUse? block)
    {
        if (!_panels.TryGetValue((matrix, pack), out var place))
        {
            place = _unbatched.Share(pack.Length, Shape.Unbatched(pack.Length), pack is PackPooledFiltersOp ? $"padded {_labels[matrix]}" : $"{PackedLabel(matrix, pack)} panels");
            _panels.Add((matrix, pack), place);
            _panelsOf.Add((matrix, pack), block);
        }

        return place;
    }

    private string PackedLabel(Node matrix, PackOp pack) => _labels[matrix] + (pack.Transposed ? "ᵀ" : "");

    private IEnumerable<Instruction> UnbatchedInstructions(int afterPass)
    {
        foreach (var node in _nodes.Where(node => !node.Shape.Batched && !Passes.IsSum(node) && !_unbatched.IsFree(node) && !_fusion.IsAbsorbed(node)))
        {
            if (_passes.AfterPass(node) == afterPass && node.Operator is not (ParameterOp or SettingOp or SharedInputOp or BatchSizeOp or ReshapeOp))
            {
                yield return new Instruction(_fusion.Kernel(node), new EquatableArray<Operand>(_fusion.Reads(node).Select(Place)), Place(node), false, _labels.Formula(node)) { Phase = node.Phase, Block = node.Block };
            }
        }

        foreach (var panels in _panels)
        {
            var (matrix, pack) = panels.Key;
            if ((matrix.Operator is ParameterOp ? -1 : _passes.AfterPass(matrix)) == afterPass)
            {
                yield return new Instruction(pack, EquatableArray.Create(Place(matrix)), panels.Value, false, pack is PackPooledFiltersOp ? $"{_labels[matrix]} with zeros around each filter" : $"panels of {PackedLabel(matrix, pack)}") { Phase = Phase.Packing, Block = _panelsOf[panels.Key] };
            }
        }

        if (afterPass == _passes.Count - 1)
        {
            foreach (var (gradient, value) in _unbatched.Copies)
            {
                var place = new Operand(Region.Accumulator, gradient.Offset, value.Shape, gradient.Kind == OutputKind.Buffer ? $"next {gradient.Name}" : $"∂L/∂{gradient.Name}");
                yield return new Instruction(new CopyOp(), EquatableArray.Create(Place(value)), place, gradient.Kind == OutputKind.GradientShare, _labels[value])
                {
                    Phase = gradient.Kind == OutputKind.Buffer ? Phase.Results : Phase.OuterGradient,
                };
            }
        }
    }
}
