using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>What a layer needs to become operators: the graph, the parameters laid out so far, and whether the graph is for training.</summary>
/// <param name="builder">Makes the nodes.</param>
/// <param name="training">Whether dropout and the like are active.</param>
/// <param name="trainedLength">Number of elements of all trained parameters, behind which state begins.</param>
public sealed class LayerContext(GraphBuilder builder, bool training, int trainedLength = 0)
{
    private readonly List<ParameterSpecification> _parameters = [];
    private readonly List<ParameterSpecification> _states = [];
    private readonly List<Output> _updates = [];
    private readonly Dictionary<string, int> _layers = [];
    private int _sites;

    /// <summary>Makes the nodes.</summary>
    public GraphBuilder Builder { get; } = builder;

    /// <summary>Whether dropout and the like are active.</summary>
    public bool Training { get; } = training;

    /// <summary>Parameters in the order of their layers, without gaps in the flat buffer.</summary>
    public IReadOnlyList<ParameterSpecification> Parameters => _parameters;

    /// <summary>State in the order of its layers, behind the parameters.</summary>
    public IReadOnlyList<ParameterSpecification> States => _states;

    /// <summary>Fewest rows of a batch from which the layers can learn.</summary>
    public int LeastRows { get; private set; } = 1;

    /// <summary>Says that a layer cannot learn from fewer rows.</summary>
    public void Require(int rows) => LeastRows = Math.Max(LeastRows, rows);

    /// <summary>What state becomes after a step of the training.</summary>
    public IReadOnlyList<Output> Updates => _updates;

    /// <summary>Number of elements of all parameters so far.</summary>
    public int ParameterLength => _parameters.Sum(parameter => parameter.Shape.Length);

    /// <summary>The next name of a kind of layer: <c>dense1</c>, <c>dense2</c> …</summary>
    public string NextName(string kind)
    {
        _layers[kind] = _layers.TryGetValue(kind, out var count) ? count + 1 : 1;
        return kind + _layers[kind].ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The next dropout site.</summary>
    public int NextSite() => _sites++;

    /// <summary>Adds a parameter.</summary>
    /// <param name="key">Unique name, <c>layer.role</c>.</param>
    /// <param name="label">What readers call it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">The distribution from which it starts.</param>
    public Node Parameter(string key, string label, Shape shape, Start start)
    {
        var specification = new ParameterSpecification(key, ParameterLength, shape, start);
        _parameters.Add(specification);
        return Builder.Apply(new Parameter(key, specification.Offset, shape)).Named(label);
    }

    /// <summary>Adds state: a value that is kept with the parameters but not trained.</summary>
    /// <param name="key">Unique name, <c>layer.role</c>.</param>
    /// <param name="label">What readers call it.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="start">From what it starts.</param>
    public Node State(string key, string label, Shape shape, double start)
    {
        var specification = new ParameterSpecification(key, trainedLength + _states.Sum(state => state.Shape.Length), shape, new Start(StartKind.Constant, start), Trained: false);
        _states.Add(specification);
        return Builder.Apply(new Parameter(key, specification.Offset, shape)).Named(label);
    }

    /// <summary>Says what state becomes after a step of the training.</summary>
    /// <param name="state">What <see cref="State"/> gave.</param>
    /// <param name="value">Its next value, of the same shape.</param>
    public void Update(Node state, Node value)
    {
        var parameter = (Parameter)state.Operator;
        _updates.Add(new Output(parameter.Key, OutputKind.State, value, parameter.Offset));
    }
}
