using Rationale.Graph.Operators;

namespace Rationale.Graph.Models;

/// <summary>What a layer needs to become operators: the graph, the parameters laid out so far, and whether the graph is for training.</summary>
/// <param name="builder">Makes the nodes.</param>
/// <param name="training">Whether dropout and the like are active.</param>
public sealed class LayerContext(GraphBuilder builder, bool training)
{
    private readonly List<ParameterSpecification> _parameters = [];
    private readonly Dictionary<string, int> _layers = [];
    private int _sites;

    /// <summary>Makes the nodes.</summary>
    public GraphBuilder Builder { get; } = builder;

    /// <summary>Whether dropout and the like are active.</summary>
    public bool Training { get; } = training;

    /// <summary>Parameters in the order of their layers, without gaps in the flat buffer.</summary>
    public IReadOnlyList<ParameterSpecification> Parameters => _parameters;

    /// <summary>Number of elements of all parameters so far.</summary>
    public int ParameterLength => _parameters.Sum(parameter => parameter.Shape.Length);

    /// <summary>The parts of a self-explaining network, once there is one.</summary>
    public ConceptNodes? Concepts { get; set; }

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
}
