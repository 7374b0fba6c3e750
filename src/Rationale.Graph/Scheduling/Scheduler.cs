using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>Turns a simplified graph into a <see cref="Schedule"/>: order, kernels, passes, places.</summary>
public sealed class Scheduler
{
    private readonly ComputationGraph _graph;
    private readonly IReadOnlyList<Node> _nodes;
    private readonly Fusion _fusion;
    private readonly Passes _passes;
    private readonly Labels _labels;
    private readonly WholePlaces _whole;
    private readonly Dictionary<(Node Matrix, PackOperator Pack), Operand> _panels = [];
    private readonly List<Column> _columns = [];
    private readonly List<Output> _rowOutputs;

    private Scheduler(ComputationGraph graph, int parameterLength, int keptWidth)
    {
        KeptWidth = keptWidth;
        _graph = graph;
        _nodes = graph.Nodes();
        _fusion = new Fusion(graph);
        _passes = new Passes(_nodes);
        _labels = new Labels(_nodes, _fusion);
        _whole = new WholePlaces(graph, _nodes, _fusion, _passes, _labels, parameterLength);
        _rowOutputs = [.. graph.Outputs.Where(output => output.Kind == OutputKind.Rows)];
        Rows = new Rows(_fusion, _rowOutputs.Select(output => output.Value));
        foreach (var input in _nodes.Select(node => node.Operator).OfType<Input>())
        {
            _columns.Add(new Column(input.Column, input.Shape));
        }
    }

    /// <summary>Schedules a graph that has no gradient nodes any more.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="parameterLength">Length of the flat parameters.</param>
    /// <param name="keptWidth">Elements a row up to which the arena keeps every value that is still needed; a wider one computes cheap values again.</param>
    public static Schedule Run(ComputationGraph graph, int parameterLength, int keptWidth = TileBounds.CacheElements / TileBounds.MinExamples) =>
        new Scheduler(graph, parameterLength, keptWidth).Build();

    private Schedule Build()
    {
        var tiles = Enumerable.Range(0, _passes.Count).Select(pass => TileSchedule.Run(this, pass)).ToList();
        var whole = Enumerable.Range(-1, _passes.Count + 1).Select(WholeInstructions).ToList();
        return new Schedule(
            new EquatableArray<Column>(_columns),
            new EquatableArray<string>(_whole.Settings),
            new EquatableArray<Column>(_rowOutputs.Select(output => new Column(output.Name, output.Value.Shape))),
            new EquatableArray<Total>(_graph.Outputs.Where(output => output.Kind == OutputKind.Total).Select(output => new Total(output.Name, Place(output.Value)))),
            new EquatableArray<Instruction>(whole[0]),
            new EquatableArray<Pass>(tiles.Select((tile, pass) => new Pass(
                new EquatableArray<Instruction>(tile.Instructions), new EquatableArray<Instruction>(whole[pass + 1]), _whole.SumsOf(pass)))),
            new Lengths(_whole.ParameterLength, _whole.AccumulatorLength, _whole.SharedLength, tiles.Max(tile => tile.Width)))
        {
            SharedInputs = new EquatableArray<Total>(_nodes.Where(node => node.Operator is SharedInput).Select(node => new Total(((SharedInput)node.Operator).Key, Place(node)))),
        };
    }

    /// <summary>The place of a value that does not depend on rows.</summary>
    internal Operand Place(Node node) => node.Operator is Reshape
        ? Place(node.Inputs[0]) with { Shape = node.Shape, Label = _labels[node] }
        : _whole[node];

    internal IReadOnlyList<Node> Nodes => _nodes;

    internal Fusion Fusion => _fusion;

    internal Rows Rows { get; }

    internal int KeptWidth { get; }

    internal Passes Passes => _passes;

    internal Labels Labels => _labels;

    internal IReadOnlyList<Output> RowOutputs => _rowOutputs;

    internal int ColumnOf(string column) => _columns.FindIndex(known => known.Name == column);

    /// <summary>The panels of a matrix; packed once, where the matrix is known, for all tiles and workers.</summary>
    internal Operand Panels(Node matrix, PackOperator pack)
    {
        if (!_panels.TryGetValue((matrix, pack), out var place))
        {
            place = _whole.Share(pack.Length, Shape.Whole(pack.Length), $"{PackedLabel(matrix, pack)} panels");
            _panels.Add((matrix, pack), place);
        }

        return place;
    }

    private string PackedLabel(Node matrix, PackOperator pack) => _labels[matrix] + (pack.Transposed ? "ᵀ" : "");

    private IEnumerable<Instruction> WholeInstructions(int afterPass)
    {
        foreach (var node in _nodes.Where(node => !node.Shape.Batched && !Passes.IsSum(node) && !_whole.IsFree(node) && !_fusion.IsAbsorbed(node)))
        {
            if (_passes.AfterPass(node) == afterPass && node.Operator is not (Parameter or Setting or SharedInput or BatchRows or Reshape))
            {
                yield return new Instruction(_fusion.Kernel(node), new EquatableArray<Operand>(_fusion.Reads(node).Select(Place)), Place(node), false, _labels.Formula(node)) { Phase = node.Phase };
            }
        }

        foreach (var panels in _panels)
        {
            var (matrix, pack) = panels.Key;
            if ((matrix.Operator is Parameter ? -1 : _passes.AfterPass(matrix)) == afterPass)
            {
                yield return new Instruction(pack, EquatableArray.Of(Place(matrix)), panels.Value, false, $"panels of {PackedLabel(matrix, pack)}") { Phase = Phase.Packing };
            }
        }

        if (afterPass == _passes.Count - 1)
        {
            foreach (var (gradient, value) in _whole.Copies)
            {
                var place = new Operand(Region.Accumulator, gradient.Offset, value.Shape, gradient.Kind == OutputKind.Buffer ? $"next {gradient.Name}" : $"∂L/∂{gradient.Name}");
                yield return new Instruction(new Copy(), EquatableArray.Of(Place(value)), place, gradient.Kind == OutputKind.GradientShare, _labels[value])
                {
                    Phase = gradient.Kind == OutputKind.Buffer ? Phase.Results : Phase.OuterGradient,
                };
            }
        }
    }
}
