using Rationale.Graph;
using Rationale.Graph.Operators;
using static TorchSharp.torch;

namespace Rationale.Torch.Objectives;

/// <summary>
/// Computes nodes of a graph over tensors that autograd watches. Values that the caller has are given; everything else follows from them. A
/// <see cref="Rationale.Graph.Operators.GradientOp"/> is taken by autograd and is itself open to differentiation, as the graph says.
/// </summary>
/// <param name="like">A tensor whose element type and device numbers and masks get.</param>
/// <param name="examples">Number of examples.</param>
internal sealed class GraphEvaluator(Tensor like, long examples)
{
    private readonly Dictionary<Node, Tensor> _values = [];
    private readonly Dictionary<string, double> _settings = [];

    /// <summary>A tensor whose element type and device numbers and masks get.</summary>
    public Tensor Like => like;

    /// <summary>Number of examples.</summary>
    public long Examples => examples;

    /// <summary>Number of examples of the whole batch, where the tensors are a part of it; null where they are all of it.</summary>
    public long? BatchSize { get; init; }

    /// <summary>Calls the module of a graph that has one.</summary>
    public Func<ModuleOp, Tensor, Tensor>? Call { get; init; }

    /// <summary>The value of a node; setting it gives a value that is known, so that what it is computed from is not needed.</summary>
    public Tensor this[Node node]
    {
        get
        {
            if (!_values.TryGetValue(node, out var value))
            {
                _values[node] = value = node.Operator is GradientOp ? TryDifferentiate(node) ?? NoDerivative(node) : OperatorFunctions.Compute(node, this);
            }

            return value;
        }
        set => _values[node] = value;
    }

    /// <summary>Gives a coefficient another value than one.</summary>
    public void Set(string key, double value) => _settings[key] = value;

    /// <summary>A coefficient: one, unless it was given.</summary>
    public double Setting(string key) => _settings.GetValueOrDefault(key, 1);

    /// <summary>What does not depend on the features has a derivative of zero, but for a module: that of one says nothing because something in it has cut it.</summary>
    private Tensor NoDerivative(Node node) => new ComputationGraph([new Output("", OutputKind.PerExample, node.Inputs[0])]).Nodes().Any(input => input.Operator is ModuleOp)
        ? throw new InvalidOperationException("The module's outputs have no derivative with respect to its features, so that there is no gradient to explain or to penalize; look for detach(), rounding or token ids in its forward.")
        : zeros_like(this[node.Inputs[1]]);

    /// <summary>A gradient, or null where the value does not depend on what it is taken with respect to.</summary>
    /// <param name="node">A <see cref="Rationale.Graph.Operators.GradientOp"/>.</param>
    public Tensor? TryDifferentiate(Node node)
    {
        var (value, x) = (this[node.Inputs[0]], this[node.Inputs[1]]);
        if (!value.requires_grad)
        {
            return null;
        }

        return Guarded.Gradient(value, x, node.Inputs.Count == 3 ? this[node.Inputs[2]].expand(value.shape) : null);
    }

    /// <summary>An input that is repeated over the result: extents of one stand behind the examples, where libtorch would put them before.</summary>
    public Tensor Aligned(Node node, int index)
    {
        var value = this[node.Inputs[index]];
        for (var missing = ExamplesFirst.Missing(node.Inputs[index].Shape, node.Shape); missing > 0; missing--)
        {
            value = value.unsqueeze(1);
        }

        return value;
    }

    /// <summary>The extents of a shape, the examples first.</summary>
    public long[] Extents(Shape shape) => [.. shape.Batched ? [examples] : Array.Empty<long>(), .. shape.Dimensions.Select(extent => (long)extent)];
}
