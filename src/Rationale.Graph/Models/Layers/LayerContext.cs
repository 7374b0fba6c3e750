using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>What a layer needs to become operators: the graph, the parameters laid out so far, and whether the graph is for training.</summary>
/// <param name="builder">Makes the nodes.</param>
/// <param name="training">Whether dropout and the like are active.</param>
/// <param name="trainedLength">Number of elements of all trained parameters, behind which state begins.</param>
/// <remarks>Thread safety: one graph is built by one thread.</remarks>
public sealed class LayerContext(GraphBuilder builder, bool training, int trainedLength = 0)
{
    private readonly List<ParameterSpecification> _parameters = [];
    private readonly List<ParameterSpecification> _buffers = [];
    private readonly List<Output> _updates = [];
    private readonly Dictionary<string, int> _layers = [];
    private int _sites;
    private int _blocks;
    private bool _again;

    /// <summary>What stands before the keys of the parameters, where a graph holds several networks: <c>generator.</c></summary>
    public string Prefix { get; init; } = "";

    /// <summary>Where in the flat parameters those of the layers begin, behind those of other networks.</summary>
    public int FirstOffset { get; init; }

    /// <summary>
    /// Parameters and buffers that exist already, by the names that layers give them: layers that are applied again find them instead of adding their own, and keep no statistics. Null where
    /// layers are applied for the first time.
    /// </summary>
    internal IReadOnlyDictionary<string, ParameterSpecification>? Known { get; init; }

    /// <summary>The number of the first dropout site.</summary>
    internal int FirstSite
    {
        get;
        init => field = _sites = value;
    }

    /// <summary>Number of dropout sites so far.</summary>
    internal int Sites => _sites - FirstSite;

    /// <summary>Makes the nodes.</summary>
    public GraphBuilder Builder { get; } = builder;

    /// <summary>Whether dropout and the like are active.</summary>
    public bool Training { get; } = training;

    /// <summary>Parameters in the order of their layers, without gaps in the flat buffer.</summary>
    public IReadOnlyList<ParameterSpecification> Parameters => _parameters;

    /// <summary>Buffers in the order of its layers, behind the parameters.</summary>
    public IReadOnlyList<ParameterSpecification> Buffers => _buffers;

    /// <summary>Fewest examples of a batch from which the layers can learn.</summary>
    public int MinBatchSize { get; private set; } = 1;

    /// <summary>Says that a layer cannot learn from fewer examples.</summary>
    public void Require(int examples) => MinBatchSize = Math.Max(MinBatchSize, examples);

    /// <summary>What state becomes after a step of the training.</summary>
    public IReadOnlyList<Output> Updates => _updates;

    /// <summary>Number of elements of all parameters so far.</summary>
    public int ParameterLength { get; private set; }

    /// <summary>The parts of a self-explaining network, once there is one.</summary>
    public ConceptNodes? Concepts { get; set; }

    /// <summary>The next name of a kind of layer: <c>dense1</c>, <c>dense2</c> …</summary>
    public string NextName(string kind)
    {
        _layers[kind] = _layers.TryGetValue(kind, out var count) ? count + 1 : 1;
        return kind + _layers[kind].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Enters a use of a block; one inside another belongs to the outer one.</summary>
    /// <param name="name">Name of the class that declares the block.</param>
    internal IDisposable EnterBlock(string name) => Builder.Enter(Builder.Block ?? new BlockUse(name, ++_blocks));

    /// <summary>Where the numbers of the layers stand now.</summary>
    internal LayerCounts Here() => new(new Dictionary<string, int>(_layers));

    /// <summary>Goes back to where a layer was applied: until what is returned is disposed, layers get the names and the parameters that they got there.</summary>
    internal IDisposable Again(LayerCounts counts)
    {
        var here = new Return(this, Here(), _again);
        Go(counts, again: true);
        return here;
    }

    /// <summary>The next dropout site.</summary>
    public int NextSite() => _sites++;

    /// <summary>Adds a parameter.</summary>
    /// <param name="key">Unique name, <c>layer.role</c>.</param>
    /// <param name="label">What readers call it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="initializer">The distribution from which it starts.</param>
    /// <param name="torchOrder">For each dimension of PyTorch's tensor, which dimension of the parameter it is; none where the two are alike.</param>
    public Node Parameter(string key, string label, Shape shape, Initializer initializer, params int[] torchOrder)
    {
        if (Known is not null)
        {
            return Find(key);
        }

        if (_again)
        {
            var first = _parameters.Find(parameter => parameter.Key == Prefix + key) ?? throw new InvalidOperationException($"no layer has the parameter '{Prefix + key}' yet");
            return Builder.Apply(new ParameterOp(first.Key, first.Offset, first.Shape));
        }

        var specification = new ParameterSpecification(Prefix + key, FirstOffset + ParameterLength, shape, initializer) { TorchOrder = new EquatableArray<int>(torchOrder) };
        _parameters.Add(specification);
        ParameterLength += shape.Length;
        return Builder.Apply(new ParameterOp(specification.Key, specification.Offset, shape)).Named(label);
    }

    /// <summary>Adds a buffer: a value that is kept with the parameters but not trained.</summary>
    /// <param name="key">Unique name, <c>layer.role</c>.</param>
    /// <param name="label">What readers call it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">From what it starts.</param>
    public Node Buffer(string key, string label, Shape shape, double start)
    {
        if (Known is not null)
        {
            return Find(key);
        }

        var specification = new ParameterSpecification(key, trainedLength + _buffers.Sum(buffer => buffer.Shape.Length), shape, new Initializer(InitializerKind.Constant, start), Trained: false);
        _buffers.Add(specification);
        return Builder.Apply(new ParameterOp(key, specification.Offset, shape)).Named(label);
    }

    /// <summary>Says what a buffer becomes after a step of the training.</summary>
    /// <param name="buffer">What <see cref="Buffer"/> gave.</param>
    /// <param name="value">Its next value, of the same shape.</param>
    public void Update(Node buffer, Node value)
    {
        if (Known is null)
        {
            var parameter = (ParameterOp)buffer.Operator;
            _updates.Add(new Output(parameter.Key, OutputKind.Buffer, value, parameter.Offset));
        }
    }

    private Node Find(string key)
    {
        var known = Known![key];
        return Builder.Apply(new ParameterOp(known.Key, known.Offset, known.Shape));
    }

    private void Go(LayerCounts counts, bool again)
    {
        _again = again;
        _layers.Clear();
        foreach (var pair in counts.Layers)
        {
            _layers[pair.Key] = pair.Value;
        }
    }

    /// <summary>How many layers of each kind there were.</summary>
    /// <param name="Layers">The number by the name of the kind.</param>
    internal sealed record LayerCounts(IReadOnlyDictionary<string, int> Layers);

    private sealed class Return(LayerContext context, LayerCounts counts, bool again) : IDisposable
    {
        public void Dispose() => context.Go(counts, again);
    }
}
