using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>Builds a graph together with the numbers of its arguments.</summary>
internal sealed class CaseBuilder(int rows, int seed)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<string, double[]> _columns = [];
    private readonly Dictionary<string, double> _settings = [];
    private readonly List<double> _parameters = [];

    /// <summary>Makes the nodes.</summary>
    public GraphBuilder Builder { get; } = new();

    /// <summary>What derivatives are taken with respect to.</summary>
    public List<Node> Arguments { get; } = [];

    /// <summary>Where each whole argument stands in the flat parameters.</summary>
    public int Offset(Node argument) => ((ParameterOp)argument.Operator).Offset;

    /// <summary>Number of parameters so far.</summary>
    public int ParameterLength => _parameters.Count;

    /// <summary>An argument with a value for each row.</summary>
    public Node Batched(double low, double high, params int[] dimensions) => Argument(Shape.PerExample(dimensions), low, high);

    /// <summary>An argument that does not depend on the rows.</summary>
    public Node Whole(double low, double high, params int[] dimensions) => Argument(Shape.Unbatched(dimensions), low, high);

    /// <summary>A run-time number.</summary>
    public Node Setting(string key, double value)
    {
        _settings[key] = value;
        return Builder.Setting(key);
    }

    /// <summary>Integers below a bound for each row: no argument, for indices have no derivative.</summary>
    public Node Indices(int bound, params int[] dimensions)
    {
        var (name, shape) = ($"c{_columns.Count}", Shape.PerExample(dimensions));
        _columns.Add(name, [.. Enumerable.Range(0, shape.Length * rows).Select(_ => (double)_random.Next(bound))]);
        return Builder.Input(name, shape);
    }

    /// <summary>An argument of any shape.</summary>
    public Node Argument(Shape shape, double low = -1, double high = 1, bool fixedValue = false)
    {
        var count = shape.Length * (shape.Batched ? rows : 1);

        // Away from zero, where a kink would spoil a finite difference.
        var values = Enumerable.Range(0, count).Select(_ => low + ((high - low) * _random.NextDouble())).Select(value => Math.Abs(value) < 0.02 ? 0.05 : value).ToArray();
        Node node;
        if (shape.Batched)
        {
            var name = $"c{_columns.Count}";
            _columns.Add(name, values);
            node = Builder.Input(name, shape);
        }
        else
        {
            node = Builder.Apply(new ParameterOp($"p{_parameters.Count}", _parameters.Count, shape));
            _parameters.AddRange(values);
        }

        if (!fixedValue)
        {
            Arguments.Add(node);
        }

        return node;
    }

    /// <summary>The numbers.</summary>
    public Sample Sample() => new(rows, _columns, [.. Enumerable.Range(0, rows).Select(row => ((row * 7) + seed) % 3)], _settings, [.. _parameters]);
}
