using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>The instructions of one pass over the rows of a tile, with places in the arena by liveness and reuse in place.</summary>
internal sealed class TileSchedule
{
    private readonly Scheduler _scheduler;
    private readonly List<Node> _order;
    private readonly Dictionary<Node, int> _lastUse = [];
    private readonly Dictionary<Node, Operand> _places = [];
    private readonly TileAllocator _arena = new();
    private readonly List<Instruction> _instructions = [];

    private TileSchedule(Scheduler scheduler, int pass)
    {
        _scheduler = scheduler;
        _order = Needed(pass);
        for (var i = 0; i < _order.Count; i++)
        {
            foreach (var read in scheduler.Fusion.Reads(_order[i]))
            {
                _lastUse[Base(read)] = i;
            }
        }

        // A view that is wanted as an output is copied at the very end, so what it shows must live until then.
        foreach (var view in scheduler.RowOutputs.Select(output => output.Value).Where(value => value.Operator is Reshape))
        {
            _lastUse[Base(view)] = _order.Count;
        }
    }

    /// <summary>Schedules one pass.</summary>
    public static (IReadOnlyList<Instruction> Instructions, int Width) Run(Scheduler scheduler, int pass)
    {
        var schedule = new TileSchedule(scheduler, pass);
        for (var i = 0; i < schedule._order.Count; i++)
        {
            schedule.Add(schedule._order[i], i);
        }

        schedule.CopyOutputs(pass);
        return (schedule._instructions, schedule._arena.Width);
    }

    /// <summary>The value whose buffer a node shows: a reshape has none of its own.</summary>
    private static Node Base(Node node) => node.Operator is Reshape ? Base(node.Inputs[0]) : node;

    /// <summary>What this pass must compute: its sums and outputs, and everything for each row that they need, also if an earlier pass had it.</summary>
    private List<Node> Needed(int pass)
    {
        var needed = new HashSet<Node>();
        var pending = new Stack<Node>(_scheduler.Nodes.Where(node => Passes.IsSum(node) && _scheduler.Passes.PassOf(node) == pass)
            .Concat(_scheduler.RowOutputs.Select(output => output.Value).Where(value => _scheduler.Passes.PassOf(value) == pass)));
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (needed.Add(node))
            {
                foreach (var read in _scheduler.Fusion.Reads(node).Where(read => read.Shape.Batched))
                {
                    pending.Push(read);
                }
            }
        }

        return [.. needed.OrderBy(node => node.Id)];
    }

    private void Add(Node node, int position)
    {
        if (node.Operator is Input or Operators.Labels or Reshape)
        {
            return;
        }

        var instruction = _scheduler.Fusion.IsProduct(node, out var ending, out var product, out var operand)
            ? Product(node, product, ending, operand, position)
            : new Instruction(
                _scheduler.Fusion.Kernel(node),
                new EquatableArray<Operand>(_scheduler.Fusion.Reads(node).Select(Read)),
                Output(node, position),
                Passes.IsSum(node),
                _scheduler.Labels.Formula(node));
        _instructions.Add(instruction);
        ReleaseInputs(node, position, instruction.Output);
    }

    private Instruction Product(Node node, Node product, Ending ending, Node? operand, int position)
    {
        var panelProduct = (IPanelProduct)product.Operator;
        var inputs = new List<Operand> { Read(product.Inputs[0]), _scheduler.Panels(product.Inputs[1], panelProduct.Pack(product)) };
        if (operand is not null)
        {
            inputs.Add(Read(operand));
        }

        var below = node.Operator is Gate gate ? gate.Below : 0;
        return new Instruction(panelProduct.Kernel(product, ending, below), new EquatableArray<Operand>(inputs), Output(node, position), false, _scheduler.Labels.Formula(node));
    }

    private Operand Read(Node node) => node switch
    {
        { Shape.Batched: false } => _scheduler.Place(node),
        { Operator: Input input } => new Operand(Region.Column, _scheduler.ColumnOf(input.Column), node.Shape, _scheduler.Labels[node]),
        { Operator: Operators.Labels } => new Operand(Region.Labels, 0, node.Shape, _scheduler.Labels[node]),
        { Operator: Reshape } => Read(node.Inputs[0]) with { Shape = node.Shape, Label = _scheduler.Labels[node] },
        _ => _places[node],
    };

    private Operand Output(Node node, int position)
    {
        if (!node.Shape.Batched)
        {
            return _scheduler.Place(node);
        }

        var (region, offset) = Place(node, position);
        return _places[node] = new Operand(region, offset, node.Shape, _scheduler.Labels[node]);
    }

    private (Region Region, int Offset) Place(Node node, int position)
    {
        for (var i = 0; i < _scheduler.RowOutputs.Count; i++)
        {
            if (_scheduler.RowOutputs[i].Value == node)
            {
                return (Region.Output, i);
            }
        }

        foreach (var index in _scheduler.Fusion.IsProduct(node, out _, out _, out _) ? [] : node.Operator.Overwritable)
        {
            var input = node.Inputs[index];
            if (input.Shape.Batched && input.Shape.Length == node.Shape.Length && _lastUse[Base(input)] == position && Read(input) is { Region: Region.Tile } place)
            {
                return (Region.Tile, place.Offset);
            }
        }

        return (Region.Tile, _arena.Take(node.Shape.Length));
    }

    private void ReleaseInputs(Node node, int position, Operand output)
    {
        foreach (var read in _scheduler.Fusion.Reads(node).Where(read => read.Shape.Batched).Select(Base).Distinct())
        {
            if (_lastUse[read] == position && _places.TryGetValue(read, out var place) && place.Region == Region.Tile
                && !(output.Region == Region.Tile && output.Offset == place.Offset))
            {
                _arena.Release(place.Offset, read.Shape.Length);
            }
        }
    }

    /// <summary>An output that is a column, a view, or wanted twice has no instruction of its own that could write it.</summary>
    private void CopyOutputs(int pass)
    {
        for (var i = 0; i < _scheduler.RowOutputs.Count; i++)
        {
            var value = _scheduler.RowOutputs[i].Value;
            if (_scheduler.Passes.PassOf(value) == pass && Read(value) is var place && (place.Region, place.Offset) != (Region.Output, i))
            {
                var output = new Operand(Region.Output, i, value.Shape, _scheduler.RowOutputs[i].Name);
                _instructions.Add(new Instruction(new Copy(), EquatableArray.Of(place), output, false, place.Label));
            }
        }
    }
}
