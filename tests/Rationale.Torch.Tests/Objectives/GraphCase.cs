using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Tests.Execution;
using static TorchSharp.torch;

namespace Rationale.Oracle;

/// <summary>A case of an operator with its first or second derivatives: the numbers by definition, and everything it is computed from as tensors.</summary>
internal sealed class GraphCase
{
    private readonly Sample _sample;

    /// <param name="build">Makes the value that is differentiated.</param>
    /// <param name="second">Whether its derivative is differentiated as well.</param>
    /// <param name="simplify">Whether the graph is simplified, as that of a module's loss is.</param>
    public GraphCase(Func<CaseBuilder, Node> build, bool second, bool simplify = false)
    {
        var derivatives = new DerivativeCase(build);
        (Graph, _sample) = (simplify ? Simplification.Run(derivatives.Graph(second)) : derivatives.Graph(second), derivatives.Sample);
        Nodes = Graph.Nodes();
        Sources = Nodes.Where(node => node.Operator is InputOp or ParameterOp or LabelsOp).ToDictionary(node => node, Value);
    }

    /// <summary>The names of the cases that consist of certain operators.</summary>
    public static IEnumerable<string> For(IReadOnlyCollection<Type> operators) => OperatorCases.All
        .Where(one => new DerivativeCase(one.Value).Graph(second: false).Nodes().All(node => node.Operator is InputOp or ParameterOp or LabelsOp or GradientOp || operators.Contains(node.Operator.GetType())))
        .Select(one => one.Key);

    /// <summary>The operators without an entry in a table; those that come from outside, and gradients, need none.</summary>
    public static IEnumerable<string> Without(IReadOnlyCollection<Type> operators) => typeof(Operator).Assembly.GetTypes()
        .Where(type => typeof(Operator).IsAssignableFrom(type) && !type.IsAbstract && type.Namespace == typeof(GradientOp).Namespace && !operators.Contains(type))
        .Select(type => type.Name[..^"Op".Length])
        .Except(["Input", "SharedInput", "Labels", "Parameter", "Gradient", "Module"])
        .Order(StringComparer.Ordinal);

    /// <summary>The operators that stand in forward passes only, which a module does by itself.</summary>
    public static IReadOnlyList<string> ForLayers { get; } =
    [
        "AvgPool", "AvgPoolBackward", "Convolution", "ConvolutionInputGradient", "ConvolutionWeightGradient", "DropoutMask", "GatherRows", "LowerTriangle",
        "MaxPool", "MaxPoolBackward", "MaxPoolGather", "Pad", "Resize", "ResizeBackward", "ScatterRows",
    ];

    public ComputationGraph Graph { get; }

    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Inputs, parameters and labels; reals are leaves of autograd's graph.</summary>
    public IReadOnlyDictionary<Node, Tensor> Sources { get; }

    public IReadOnlyDictionary<string, double> Settings => _sample.Settings;

    public int Examples => _sample.Examples;

    /// <summary>Compares values of the outputs with definitions.</summary>
    public void Check(IReadOnlyList<Tensor> values)
    {
        var expanded = Differentiation.Expand(Graph);
        var expected = new NaiveEvaluator(_sample, (_, _) => throw new NotSupportedException()).Run(expanded);
        foreach (var (output, value) in expanded.Outputs.Zip(values))
        {
            Near.Check(expected[output.Value], value.detach().expand(Extents(output.Value.Shape)).contiguous().data<double>().ToArray(), 1e-12, $"{output.Name}:");
        }
    }

    private Tensor Value(Node node) => node.Operator switch
    {
        LabelsOp => tensor([.. _sample.Labels.Select(label => (long)label)], dtype: int64),
        InputOp input => tensor(_sample.Columns[input.Key], Extents(node.Shape), float64).requires_grad_(),
        _ => tensor([.. _sample.Parameters.Skip(((ParameterOp)node.Operator).Offset).Take(node.Shape.Length)], Extents(node.Shape), float64).requires_grad_(),
    };

    private long[] Extents(Shape shape) => [.. shape.Batched ? [_sample.Examples] : Array.Empty<long>(), .. shape.Dimensions.Select(extent => (long)extent)];
}
