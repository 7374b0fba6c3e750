using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>The instructions of one pass over the examples of a tile, with places in the arena by liveness and reuse in place.</summary>
internal sealed class TileSchedule
{
    /// <summary>Instructions from which on something is likely to repeat without being declared as a block.</summary>
    private const int LongOrder = 1024;

    private readonly Scheduler _scheduler;
    private readonly IReadOnlyList<Node> _order;
    private readonly Lifetimes _lifetimes;
    private readonly Dictionary<Node, Operand> _places = [];
    private readonly TileAllocator _arena;
    private readonly List<Instruction> _instructions = [];

    private TileSchedule(Scheduler scheduler, IReadOnlyList<Node> order, GapChoice choice) =>
        (_scheduler, _order, _lifetimes, _arena) = (scheduler, order, new Lifetimes(order, scheduler.BatchedValues), new TileAllocator(choice));

    /// <summary>Schedules every pass.</summary>
    public static IReadOnlyList<(IReadOnlyList<Instruction> Instructions, int Width)> Run(Scheduler scheduler)
    {
        var outputs = scheduler.BatchedOutputs.Select(output => output.Value).ToList();
        var once = Enumerable.Range(0, scheduler.Passes.Count).Select(pass => TileOrder.Compute(scheduler.Nodes, scheduler.Passes, scheduler.BatchedValues, outputs, pass)).ToList();
        return [.. Recomputation.Apply(once, scheduler).Select((again, pass) => Run(scheduler, once[pass], again, pass))];
    }

    private static (IReadOnlyList<Instruction> Instructions, int Width) Run(Scheduler scheduler, IReadOnlyList<Node> once, IReadOnlyList<Node> again, int pass)
    {
        var kept = Place(scheduler, once, pass);
        return again == once ? kept : new[] { kept, Place(scheduler, again, pass) }.OrderBy(schedule => schedule.Width).First();
    }

    /// <summary>The order with places. In long orders, layers and blocks that follow each other should differ by one distance, for which the arena may grow by a sixteenth.</summary>
    private static (IReadOnlyList<Instruction> Instructions, int Width) Place(Scheduler scheduler, IReadOnlyList<Node> order, int pass)
    {
        var tightest = new TileSchedule(scheduler, order, GapChoice.Tightest).Fill(pass);
        if (order.Count < LongOrder && !order.Any(node => node.Block is { Number: > 1 }))
        {
            return tightest;
        }

        var latest = new TileSchedule(scheduler, order, GapChoice.Latest).Fill(pass);
        return latest.Width <= tightest.Width + (tightest.Width / 16) ? latest : tightest;
    }

    private (IReadOnlyList<Instruction> Instructions, int Width) Fill(int pass)
    {
        for (var position = 0; position < _order.Count; position++)
        {
            Add(_order[position], position);
        }

        CopyOutputs(pass);
        return (_instructions, _arena.Width);
    }

    private void Add(Node node, int position)
    {
        var phase = PhaseAt(position);
        var instruction = _scheduler.Fusion.IsProduct(node, out var epilogue, out var product, out var operand)
            ? Product(node, product, epilogue, operand, position)
            : new Instruction(
                _scheduler.Fusion.Kernel(node),
                new EquatableArray<Operand>(_scheduler.Fusion.Reads(node).Select(Read)),
                Output(node, position),
                Passes.IsSum(node),
                _scheduler.Labels.Formula(node));
        _instructions.Add(instruction with { Phase = phase, Block = node.Block });
        ReleaseInputs(node, position, instruction.Output);
    }

    /// <summary>A value that is computed again stands in the phase of what it is computed again for.</summary>
    private Phase PhaseAt(int position)
    {
        while (position + 1 < _order.Count && _places.ContainsKey(_order[position]))
        {
            position++;
        }

        return _order[position].Phase;
    }

    private Instruction Product(Node node, Node product, Epilogue epilogue, Node? operand, int position)
    {
        var (kernel, pack, reads) = _scheduler.Fusion.Product(product, epilogue, node.Operator is ReluBackwardOp gate ? gate.Below : 0);
        var (matrix, isRead) = (_scheduler.Fusion.Matrix(product), _scheduler.IsReadInPlace(pack));
        var inputs = new List<Operand>(reads.Select(Read)) { isRead ? _scheduler.Place(matrix) : _scheduler.Panels(matrix, pack, product.Block) };
        if (operand is not null)
        {
            inputs.Add(Read(operand));
        }

        if (isRead && kernel is PanelProductOp packed)
        {
            kernel = new MatrixProductOp(packed.Inner, packed.Columns, pack.Transposed, packed.Epilogue, packed.Below);
        }

        return new Instruction(kernel, new EquatableArray<Operand>(inputs), Output(node, position), false, _scheduler.Labels.Formula(node));
    }

    private Operand Read(Node node) => node switch
    {
        { Shape.Batched: false } => _scheduler.Place(node),
        { Operator: InputOp input } => new Operand(Region.Input, _scheduler.InputIndex(input.Key), node.Shape, _scheduler.Labels[node]),
        { Operator: Operators.LabelsOp } => new Operand(Region.Labels, 0, node.Shape, _scheduler.Labels[node]),
        { Operator: ReshapeOp } => Read(node.Inputs[0]) with { Shape = node.Shape, Label = _scheduler.Labels[node] },
        _ => _places[node],
    };

    private Operand Output(Node node, int position)
    {
        if (!node.Shape.Batched)
        {
            return _scheduler.Place(node);
        }

        var (region, offset) = Place(node, position);
        var label = _scheduler.Labels[node] + (_places.ContainsKey(node) ? " again" : "");
        return _places[node] = new Operand(region, offset, node.Shape, label);
    }

    private (Region Region, int Offset) Place(Node node, int position)
    {
        for (var i = 0; i < _scheduler.BatchedOutputs.Count; i++)
        {
            if (_scheduler.BatchedOutputs[i].Value == node)
            {
                return (Region.Output, i);
            }
        }

        return (Region.Tile, _lifetimes.Overwritten(position) is { } input ? _places[input].Offset : _arena.Take(node.Shape.Length));
    }

    private void ReleaseInputs(Node node, int position, Operand output)
    {
        foreach (var read in _scheduler.BatchedValues.Reads(node))
        {
            if (_lifetimes.LastUse(read, position) == position && _places[read] is { Region: Region.Tile } place && !(output.Region == Region.Tile && output.Offset == place.Offset))
            {
                _arena.Release(place.Offset, read.Shape.Length);
            }
        }
    }

    /// <summary>An output that is an input, a view, or wanted twice has no instruction of its own that could write it.</summary>
    private void CopyOutputs(int pass)
    {
        for (var i = 0; i < _scheduler.BatchedOutputs.Count; i++)
        {
            var value = _scheduler.BatchedOutputs[i].Value;
            if (_scheduler.Passes.PassOf(value) == pass && Read(value) is var place && (place.Region, place.Offset) != (Region.Output, i))
            {
                var output = new Operand(Region.Output, i, value.Shape, _scheduler.BatchedOutputs[i].Name);
                _instructions.Add(new Instruction(new CopyOp(), EquatableArray.Create(place), output, false, place.Label) { Phase = Phase.Results });
            }
        }
    }
}
