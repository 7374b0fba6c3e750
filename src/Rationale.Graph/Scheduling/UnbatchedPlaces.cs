using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// Places of the values that do not depend on the examples. Sums over the batch get accumulators; two sums that are only ever added share one, so that
/// their addition costs nothing (for RRR: both products of a weight gradient); what becomes a gradient stands in the flat gradients from the start.
/// </summary>
internal sealed class UnbatchedPlaces
{
    private readonly Dictionary<Node, Operand> _places = [];
    private readonly HashSet<Node> _free = [];
    private readonly Dictionary<Node, int> _passOfSums = [];
    private readonly Fusion _fusion;
    private readonly Passes _passes;
    private readonly Labels _labels;
    private readonly List<(int Pass, Range Range)> _sums = [];
    private readonly List<string> _settings = [Schedule.BatchSizeSetting];
    private readonly List<(Output Gradient, Node Value)> _copies = [];

    public UnbatchedPlaces(ComputationGraph graph, IReadOnlyList<Node> nodes, Fusion fusion, Passes passes, Labels labels, int parameterLength)
    {
        (_fusion, _passes, _labels, ParameterLength) = (fusion, passes, labels, parameterLength);
        HasGradients = graph.Outputs.Any(output => output.Kind is OutputKind.Gradient or OutputKind.GradientShare or OutputKind.Buffer);
        AccumulatorLength = parameterLength;
        foreach (var node in nodes)
        {
            if (Passes.IsSum(node) || AddsSums(node))
            {
                _passOfSums.Add(node, Passes.IsSum(node) ? passes.PassOf(node) : _passOfSums[node.Inputs[0]]);
            }
        }

        if (parameterLength > 0 && HasGradients)
        {
            _sums.Add((passes.Count - 1, new Range(0, parameterLength)));
        }

        foreach (var gradient in graph.Outputs.Where(output => output.Kind is OutputKind.Gradient or OutputKind.Buffer))
        {
            if (_places.ContainsKey(gradient.Value) || gradient.Value.Operator is SourceOp or ReshapeOp || IsEarly(gradient.Value))
            {
                _copies.Add((gradient, gradient.Value));
            }
            else
            {
                Accumulate(gradient.Value, gradient.Offset, _labels[gradient.Value]);
            }
        }

        _copies.AddRange(graph.Outputs.Where(output => output.Kind == OutputKind.GradientShare).Select(output => (output, output.Value)));

        // From users to inputs, so that a sum of sums finds its terms before they find places of their own.
        foreach (var node in nodes.Where(node => !node.Shape.Batched).Reverse())
        {
            if (!_places.ContainsKey(node))
            {
                PlaceAnew(node);
            }
        }
    }

    public int ParameterLength { get; }

    /// <summary>Whether gradients, or state that stands beside the parameters, come out.</summary>
    public bool HasGradients { get; }

    public int AccumulatorLength { get; private set; }

    public int SharedLength { get; private set; }

    public IReadOnlyList<string> Settings => _settings;

    /// <summary>Gradients whose value stands elsewhere and must be copied, or shares that must be added, at the end.</summary>
    public IReadOnlyList<(Output Gradient, Node Value)> Copies => _copies;

    public Operand this[Node node] => _places[node];

    /// <summary>Whether the node is an addition that sharing an accumulator has already done.</summary>
    public bool IsFree(Node node) => _free.Contains(node);

    /// <summary>The ranges of the accumulators that a pass fills.</summary>
    public EquatableArray<Range> SumsOf(int pass) => new(_sums.Where(sum => sum.Pass == pass).Select(sum => sum.Range));

    /// <summary>A new place in the shared region.</summary>
    public Operand Share(int length, Shape shape, string label)
    {
        var place = new Operand(Region.Shared, SharedLength, shape, label);
        SharedLength += (length + 15) / 16 * 16;
        return place;
    }

    /// <summary>Whether the value is known before the last pass, at whose start the flat gradients are cleared.</summary>
    private bool IsEarly(Node node) =>
        (_passOfSums.TryGetValue(node, out var pass) ? pass : _passes.AfterPass(node)) != _passes.Count - 1;

    private void PlaceAnew(Node node)
    {
        switch (node.Operator)
        {
            case ParameterOp parameter:
                _places[node] = new Operand(Region.Parameters, parameter.Offset, node.Shape, _labels[node]);
                break;
            case BatchSizeOp:
                _places[node] = new Operand(Region.Settings, 0, node.Shape, _labels[node]);
                break;
            case SettingOp setting:
                _places[node] = new Operand(Region.Settings, _settings.Count, node.Shape, _labels[node]);
                _settings.Add(setting.Key);
                break;
            case ReshapeOp:
                // Placed by the value that it shows; see Resolve.
                break;
            default:
                if (_passOfSums.TryGetValue(node, out var pass))
                {
                    var offset = AccumulatorLength;
                    AccumulatorLength += node.Shape.Length;
                    _sums.Add((pass, new Range(offset, node.Shape.Length)));
                    Accumulate(node, offset, _labels[node]);
                }
                else
                {
                    _places[node] = Share(node.Shape.Length, node.Shape, _labels[node]);
                }

                break;
        }
    }

    /// <summary>Places a value among the accumulators, together with the sums that are used for nothing else and can stand in the same place.</summary>
    private void Accumulate(Node node, int offset, string label)
    {
        // A sum over many classes is a chain as long as there are classes: too deep for calls within calls.
        var pending = new Stack<(Node Node, string Label)>([(node, label)]);
        while (pending.Count > 0)
        {
            var (next, name) = pending.Pop();
            _places[next] = new Operand(Region.Accumulator, offset, next.Shape, name);
            if (Passes.IsSum(next))
            {
                continue;
            }

            if (_passOfSums.ContainsKey(next))
            {
                _free.Add(next);
                pending.Push((next.Inputs[1], name));
                pending.Push((next.Inputs[0], name));
            }
            else if (InPlace(next) is { } input)
            {
                pending.Push((input, _labels[input]));
            }
        }
    }

    /// <summary>The input over which an operation runs in place: a sum of the last pass that nobody else needs.</summary>
    private Node? InPlace(Node node) => node.Operator.Overwritable.Select(index => node.Inputs[index]).FirstOrDefault(input =>
        input.Shape == node.Shape && _fusion.Uses(input) == 1 && _passOfSums.TryGetValue(input, out var pass) && pass == _passes.Count - 1);

    /// <summary>Whether a node adds two sums of one pass that nobody else needs, or sums of sums.</summary>
    private bool AddsSums(Node node) => node is { Operator: AddOp, Shape.Batched: false } && node.Inputs[0] != node.Inputs[1]
        && node.Inputs.All(term => term.Shape == node.Shape && _fusion.Uses(term) == 1 && _passOfSums.ContainsKey(term))
        && _passOfSums[node.Inputs[0]] == _passOfSums[node.Inputs[1]];
}
