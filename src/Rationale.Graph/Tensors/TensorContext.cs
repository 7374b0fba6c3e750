using Rationale.Graph.Operators;

namespace Rationale.Graph.Tensors;

/// <summary>What the form of an operator needs: the values of its inputs, a buffer for its result, and calls to write.</summary>
internal sealed class TensorContext
{
    private readonly int _parameterLength;
    private readonly Dictionary<Node, List<Node?>> _users = [];
    private readonly HashSet<Node> _sumsOverRows = [];
    private readonly Dictionary<Node, TensorView> _values = [];
    private readonly Dictionary<Node, TensorView> _destinations = [];
    private readonly Dictionary<Node, TensorStage> _stages = [];
    private readonly Dictionary<(TensorRole, string), TensorBuffer> _shared = [];
    private readonly Dictionary<(Node, string), TensorView> _companions = [];
    private readonly Dictionary<(TensorView View, TensorStage Stage), TensorView> _copies = [];
    private readonly List<TensorBuffer> _buffers = [];
    private readonly List<TensorCall> _calls = [];
    private readonly List<TensorCall> _setup = [];
    private readonly List<string> _settings;
    private readonly List<List<TensorView>> _sums = [];
    private Node? _node;
    private bool _settingUp;

    public TensorContext(ComputationGraph graph, int parameterLength)
    {
        _parameterLength = parameterLength;
        foreach (var node in graph.Nodes())
        {
            _users.Add(node, []);
            foreach (var input in node.Inputs)
            {
                _users[input].Add(node);
            }
        }

        foreach (var output in graph.Outputs)
        {
            _users[output.Value].Add(null);
        }

        FindSums(graph.Nodes());
        _settings = [Scheduling.Schedule.BatchSizeSetting, .. _users.Keys.Select(node => node.Operator).OfType<SettingOp>().Select(setting => setting.Key).Distinct()];
    }

    public IReadOnlyList<TensorBuffer> Buffers => _buffers;

    public IReadOnlyList<TensorCall> Calls => _calls;

    public IReadOnlyList<TensorCall> Setup => _setup;

    public IReadOnlyList<IReadOnlyList<TensorView>> Sums => _sums;

    public IReadOnlyList<string> Settings => _settings;

    /// <summary>The value of a node that has been lowered.</summary>
    public TensorView this[Node node] => _values[node];

    /// <summary>How many nodes and outputs use the value.</summary>
    public int Uses(Node node) => _users[node].Count;

    /// <summary>Whether a product over the batch is computed by the sum that is its only user.</summary>
    public bool IsJoined(Node node) => IsOverRows(node) && !_sumsOverRows.Contains(node);

    /// <summary>The first user of the value; null where it is an output.</summary>
    public Node? UserOf(Node node) => _users[node].FirstOrDefault();

    /// <summary>Lowers a node.</summary>
    public void Lower(Node node)
    {
        var level = node.Inputs.Select(input => _stages[input].Level).DefaultIfEmpty(0).Max();
        _node = node;
        _stages[node] = new TensorStage(level, node.Shape.Batched || _sumsOverRows.Contains(node) || IsJoined(node));
        _values[node] = TensorTable.Lower(node, this);
        if (_sumsOverRows.Contains(node))
        {
            // Who reads the sum must wait for all examples.
            AddSum(_values[node], level);
            _stages[node] = new TensorStage(level + 1, OnRows: false);
        }
    }

    /// <summary>Decides where the result of a node is written.</summary>
    public void Send(Node node, TensorView destination)
    {
        if (!_destinations.ContainsKey(node))
        {
            _destinations.Add(node, destination);
        }
    }

    /// <summary>Copies a result to where it is wanted, unless it was written there.</summary>
    public void Deliver(Node node, TensorView destination)
    {
        if (_values[node] != destination)
        {
            _node = node;
            Call("copy_", destination, destination, _values[node]);
        }
    }

    /// <summary>Adds a value to where others have been written, when all of them are.</summary>
    public void AddAtEnd(Node node, TensorView destination)
    {
        _node = node;
        _stages[node] = new TensorStage(_sums.Count, OnRows: false);
        Elementwise("add.out", destination, destination, _values[node], 1.0);
    }

    /// <summary>Space for the result of the node: its destination, or a new buffer.</summary>
    public TensorView Result() => _destinations.TryGetValue(_node!, out var destination) ? destination : NewBuffer(_node!.Shape);

    /// <summary>Space for a value.</summary>
    public TensorView NewBuffer(Shape shape, TensorType type = TensorType.Real) =>
        TensorView.Of(Add(TensorRole.Work, _node!.Label ?? $"t{_node.Id}", shape.Batched, shape.Length, type), shape);

    /// <summary>A value that goes with a node and serves several others: indices of maxima, integers of token ids.</summary>
    public TensorView Companion(Node node, string what, Func<TensorView> make)
    {
        if (!_companions.TryGetValue((node, what), out var view))
        {
            // It belongs to the stage of its owner, whoever asks first.
            var asking = _node;
            _node = node;
            _companions.Add((node, what), view = make());
            _node = asking;
        }

        return view;
    }

    /// <summary>The buffer of a role, the same for all who ask for the name.</summary>
    public TensorBuffer Shared(TensorRole role, string name, bool batched, int length, TensorType type = TensorType.Real, Operator? source = null)
    {
        if (!_shared.TryGetValue((role, name), out var buffer))
        {
            _shared.Add((role, name), buffer = Add(role, name, batched, length, type, source));
        }

        return buffer;
    }

    /// <summary>All parameters.</summary>
    public TensorBuffer Parameters => Shared(TensorRole.Parameters, "parameters", false, _parameterLength);

    /// <summary>The flat gradients.</summary>
    public TensorBuffer Gradients => Shared(TensorRole.Gradients, "gradients", false, _parameterLength);

    /// <summary>A factor or a summand.</summary>
    public TensorView Number(double value) =>
        new(Shared(TensorRole.Number, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), false, 1, TensorType.Real, new ConstantOp(value, Shape.Scalar)), new([]));

    /// <summary>Filters of which an operator asks only the shape.</summary>
    public TensorView AnyFilters(ConvolutionSizes geometry) => Constant(
        0, Shape.Unbatched(geometry.Filters, geometry.Channels / geometry.Groups, geometry.Window.Height, geometry.Window.Width));

    /// <summary>The same number everywhere.</summary>
    public TensorView Constant(double value, Shape shape) =>
        new TensorView(Shared(TensorRole.Constant, value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), false, 1, TensorType.Real, new ConstantOp(value, Shape.Scalar)), new([])).Expand(shape);

    /// <summary>A number given at run time.</summary>
    public TensorView Setting(string name)
    {
        return new TensorView(Shared(TensorRole.Settings, "settings", false, _settings.Count), new([]), _settings.IndexOf(name));
    }

    /// <summary>The value with its elements one after another.</summary>
    public TensorView Contiguous(TensorView view)
    {
        if (view.IsContiguous)
        {
            return view;
        }

        if (!_copies.TryGetValue((view, _stages[_node!]), out var copy))
        {
            var length = view.Dimensions.Aggregate(1, (product, dimension) => product * dimension.Extent);
            var destination = Add(TensorRole.Work, view.Buffer.Name, view.Batched, length, view.Buffer.Type);
            copy = TensorView.Of(destination, view.Dimensions.Select(dimension => (dimension.Extent, dimension.Batched)));
            _copies.Add((view, _stages[_node!]), copy);
            Call("copy_", copy, copy, view);
        }

        return copy;
    }

    /// <summary>Writes a call whose last argument is where the result goes.</summary>
    public TensorView Out(string name, TensorView result, params TensorArgument[] arguments)
    {
        Call(name, result, [.. arguments, result]);
        return result;
    }

    /// <summary>Writes a call of which each element of the result needs only its own of the operands.</summary>
    public TensorView Elementwise(string name, TensorView result, params TensorArgument[] arguments)
    {
        Write(new TensorCall(name, new([.. arguments, result]), EquatableArray.Create(result)) { Elementwise = true });
        return result;
    }

    /// <summary>Writes a call that changes a tensor among its arguments.</summary>
    public TensorView Call(string name, TensorView written, params TensorArgument[] arguments)
    {
        Write(new TensorCall(name, new(arguments), EquatableArray.Create(written)));
        return written;
    }

    /// <summary>Writes a call that changes two tensors among its arguments.</summary>
    public void Call(string name, TensorView first, TensorView second, TensorArgument[] arguments) =>
        Write(new TensorCall(name, new(arguments), EquatableArray.Create(first, second)));

    /// <summary>Writes a call of an operator that makes its result, which is then copied.</summary>
    public TensorView Into(string name, TensorView result, int index, params TensorArgument[] arguments)
    {
        Write(new TensorCall(name, new(arguments), EquatableArray.Create(result), new TensorResult(index, result)));
        return result;
    }

    /// <summary>Makes something that depends on nothing, once and for all.</summary>
    public TensorView Once(Func<TensorView> make)
    {
        _settingUp = true;
        var view = make();
        _settingUp = false;
        return view;
    }

    /// <summary>A buffer that is kept from step to step.</summary>
    public TensorView Kept(string name, Shape shape, TensorType type) => TensorView.Of(Shared(TensorRole.Constant, name, shape.Batched, shape.Length, type), shape);

    private static bool IsOverRows(Node node) => !node.Shape.Batched && node.Inputs.Any(input => input.Shape.Batched);

    /// <summary>
    /// Sums over the batch, where two products that are only added to each other, such as both shares of a weight's gradient, count as one: the second is added to the
    /// first as it is computed.
    /// </summary>
    private void FindSums(IReadOnlyList<Node> nodes)
    {
        var levels = new Dictionary<Node, int>();
        foreach (var node in nodes)
        {
            levels[node] = node.Inputs.Select(input => levels[input] + (IsOverRows(input) ? 1 : 0)).DefaultIfEmpty(0).Max();
            if (IsOverRows(node))
            {
                _sumsOverRows.Add(node);
            }
            else if (node is { Operator: Operators.AddOp, Shape.Batched: false, Inputs: [{ Operator: MatMulOp } first, { Operator: MatMulOp } second] }
                && first != second && IsOverRows(first) && IsOverRows(second) && Uses(first) == 1 && Uses(second) == 1 && levels[first] == levels[second])
            {
                _sumsOverRows.Remove(first);
                _sumsOverRows.Remove(second);
                _sumsOverRows.Add(node);
            }
        }
    }

    private void Write(TensorCall call)
    {
        if (_settingUp)
        {
            _setup.Add(call);
            return;
        }

        _calls.Add(call with { Formula = Formula(), Stage = _stages[_node!] });
    }

    private string Formula() => _node!.Operator.Format([.. _node.Inputs.Select(Name)]);

    /// <summary>What readers call a value; a product that its only user computes has no name of its own.</summary>
    private string Name(Node node) => node.Label ?? (Forms.MatMulTensors.IsEnded(node, this) || IsJoined(node) ? node.Operator.Format([.. node.Inputs.Select(Name)]) : $"t{node.Id}");

    private void AddSum(TensorView view, int level)
    {
        while (_sums.Count <= level)
        {
            _sums.Add([]);
        }

        _sums[level].Add(view);
    }

    private TensorBuffer Add(TensorRole role, string name, bool batched, int length, TensorType type = TensorType.Real, Operator? source = null)
    {
        var buffer = new TensorBuffer(_buffers.Count, role, name, batched, length, type, source);
        _buffers.Add(buffer);
        return buffer;
    }
}
