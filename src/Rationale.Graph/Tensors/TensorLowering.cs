namespace Rationale.Graph.Tensors;

/// <summary>Turns a graph into a <see cref="TensorSchedule"/>.</summary>
internal sealed class TensorLowering(ComputationGraph graph, int parameterLength)
{
    private readonly TensorContext _context = new(graph, parameterLength);

    public TensorSchedule Run()
    {
        var totals = graph.Outputs.Where(output => output.Kind == OutputKind.Total).Select(output => output.Name).ToList();
        var nodes = graph.Nodes();
        var columns = Columns(nodes);
        var results = graph.Outputs.Where(output => output.Kind == OutputKind.PerExample)
            .Select(output => _context.Shared(TensorRole.Rows, output.Name, output.Value.Shape.Batched, output.Value.Shape.Length)).ToList();
        var places = graph.Outputs.Select(output => Place(output, totals)).ToList();
        foreach (var (output, place) in graph.Outputs.Zip(places, (output, place) => (output, place)).Where(pair => pair.output.Kind != OutputKind.GradientShare))
        {
            _context.Send(output.Value, place);
        }

        foreach (var node in nodes)
        {
            _context.Lower(node);
        }

        foreach (var (output, place) in graph.Outputs.Zip(places, (output, place) => (output, place)).OrderBy(pair => pair.output.Kind == OutputKind.GradientShare))
        {
            Deliver(output, place);
        }

        var calls = _context.Calls.Select((call, index) => (call, index)).OrderBy(entry => entry.call.Stage).ThenBy(entry => entry.index).Select(entry => entry.call).ToList();
        var names = new TensorNames(graph, _context.Buffers, [.. _context.Setup, .. calls], _context.Settings, totals);
        var text = new TensorText(names);
        if (_context.Setup.Count > 0)
        {
            text.Add(TensorStage.Setup, _context.Setup);
        }

        foreach (var stage in calls.GroupBy(call => call.Stage))
        {
            text.Add(stage.Key, [.. stage]);
        }

        return new TensorSchedule
        {
            Buffers = _context.Buffers,
            Tensors = names.Tensors,
            Functions = text.Functions,
            Text = text.Text,
            Sums = [.. _context.Sums.Select(level => level.Select(names.OfElements).ToList())],
            Columns = columns,
            Settings = _context.Settings,
            Totals = totals,
            Outputs = results,
            Slots = TensorSlots.Assign(_context.Buffers, calls),
        };
    }

    private List<TensorBuffer> Columns(IReadOnlyList<Node> nodes) =>
        [.. nodes.Select(node => node.Operator).OfType<Operators.InputOp>().Select(input => _context.Shared(TensorRole.Input, input.Key, true, input.Shape.Length)).Distinct()];

    private TensorView Place(Output output, List<string> totals) => output.Kind switch
    {
        OutputKind.PerExample => TensorView.Of(_context.Shared(TensorRole.Rows, output.Name, output.Value.Shape.Batched, output.Value.Shape.Length), output.Value.Shape),
        OutputKind.Total => TensorView.Of(_context.Shared(TensorRole.Totals, "totals", false, totals.Count), output.Value.Shape, totals.IndexOf(output.Name)),
        _ => TensorView.Of(_context.Gradients, output.Value.Shape, output.Offset),
    };

    private void Deliver(Output output, TensorView place)
    {
        if (output.Kind == OutputKind.GradientShare)
        {
            _context.AddAtEnd(output.Value, place);
        }
        else
        {
            _context.Deliver(output.Value, place);
        }
    }
}
