using System.Text.Json;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Oracle;

namespace Rationale.Tests.Reference;

/// <summary>One case of operators.json as a graph: s₁ = Σ c ⊙ f(inputs), its gradients, and those of s₂ = Σ d ⊙ ∂s₁.</summary>
/// <remarks>
/// The first dimension of the arrays is the batch where the operator is computed example by example (then a first input of one dimension is an example for each
/// element); otherwise everything is a value without a batch. Operators that can be both are tested as both.
/// </remarks>
internal sealed class OperatorReference
{
    private readonly JsonElement _json;
    private readonly bool _batched;
    private readonly GraphBuilder _builder = new();
    private readonly Dictionary<string, double[]> _columns = [];
    private readonly List<double> _parameters = [];
    private readonly List<Output> _outputs = [];
    private readonly int[] _labels;
    private readonly int _rows;

    public OperatorReference(JsonElement json, bool batched)
    {
        (_json, _batched) = (json, batched);
        var shape = json.GetProperty("inputs")[0].GetProperty("shape").Integers();
        _rows = batched ? shape.Length > 0 ? shape[0] : 1 : 1;
        _labels = new int[_rows];
        if (json.TryGetProperty("constants", out var constants) && constants.TryGetProperty("labels", out var labels))
        {
            _labels = [.. labels.GetProperty("values").Doubles().Select(label => (int)label)];
        }

        Build();
    }

    public Sample Sample => new(_rows, _columns, _labels, new Dictionary<string, double>(), [.. _parameters]);

    public ComputationGraph Graph => new(_outputs);

    /// <summary>For each output of the graph by name, or each range of gradients by offset: what the reference has.</summary>
    public List<(string Name, int Offset, double[] Values)> Expected { get; } = [];

    /// <summary>Whether the operator is computed example by example, so that the first dimension can be the batch.</summary>
    public static bool CanBeBatched(JsonElement json)
    {
        var attributes = json.GetProperty("attributes");
        return json.GetProperty("operator").GetString() switch
        {
            "MatMul" => attributes.GetProperty("transposeA").GetBoolean() is var a && attributes.GetProperty("transposeB").GetBoolean() is var b && !(a && b),
            "Sum" => true,
            "Mean" => attributes.GetProperty("dimensions").Integers() is [1],
            "Softmax" or "LogSoftmax" => attributes.GetProperty("dimension").GetInt32() == 1,
            "Reshape" => false,
            _ => true,
        };
    }

    /// <summary>Whether it can be a value without a batch; losses are those of examples.</summary>
    public static bool CanBeWhole(JsonElement json) => json.GetProperty("operator").GetString() is not
        ("CrossEntropy" or "BinaryCrossEntropy" or "SquaredError" or "L1Norm" or "L2Norm" or "Convolution" or "MaxPool" or "AveragePool" or "Resize");

    private void Build()
    {
        var inputs = _json.GetProperty("inputs").EnumerateArray().Select((input, i) => Value(input.GetProperty("shape").Integers(), input.GetProperty("values").Doubles(), i)).ToList();
        var y = Apply(inputs);
        var cotangent = Like(y, _json.GetProperty("cotangent").Doubles());
        var first = (cotangent * y).Total();
        var gradients = inputs.Select(input => Functions.GradientOf(first, input, "s1")).ToList();
        var second = gradients.Select((gradient, i) => (Like(inputs[i], _json.GetProperty("secondCotangents")[i].Doubles()) * gradient).Total()).Aggregate((sum, term) => sum + term);

        // The derivative of Σ c y with respect to c is y itself, which makes values without a batch readable.
        Want("output", cotangent, Functions.GradientOf(first, cotangent, "s1"), _json.GetProperty("output").GetProperty("values"));
        Want("second of cotangent", cotangent, Functions.GradientOf(second, cotangent, "s2"), _json.GetProperty("secondOfCotangent"));
        for (var i = 0; i < inputs.Count; i++)
        {
            Want($"first {i}", inputs[i], gradients[i], _json.GetProperty("first")[i]);
            Want($"second {i}", inputs[i], Functions.GradientOf(second, inputs[i], "s2"), _json.GetProperty("second")[i]);
        }
    }

    private void Want(string name, Node like, Node value, JsonElement expected)
    {
        if (like.Shape.Batched)
        {
            _outputs.Add(new Output(name, OutputKind.PerExample, value));
            Expected.Add((name, -1, expected.Doubles()));
        }
        else
        {
            // Room behind the parameters that the graph reads: the flat gradients are as long as the parameters.
            var offset = _parameters.Count;
            _parameters.AddRange(new double[value.Shape.Length]);
            _outputs.Add(new Output(name, OutputKind.Gradient, value, offset));
            Expected.Add((name, offset, expected.Doubles()));
        }
    }

    private Node Value(int[] shape, double[] values, int index)
    {
        var product = _json.GetProperty("operator").GetString() is "MatMul" or "Linear" or "Convolution" or "ConvTranspose";
        var transposed = product && _json.GetProperty("attributes").TryGetProperty("transposeA", out var a) && a.GetBoolean();
        var broadcast = _json.GetProperty("attributes").TryGetProperty("broadcast", out var pattern) ? pattern.GetString() : null;
        var batched = _batched && (index == 0 || (product ? transposed : broadcast is null or "column"));
        return Argument(batched ? Shape.PerExample(shape[1..]) : Shape.Unbatched(shape), values);
    }

    private Node Like(Node node, double[] values) => Argument(node.Shape, values);

    private Node Argument(Shape shape, double[] values)
    {
        if (shape.Batched)
        {
            _columns.Add($"c{_columns.Count}", values);
            return _builder.Input($"c{_columns.Count - 1}", shape);
        }

        var offset = _parameters.Count;
        _parameters.AddRange(values);
        return _builder.Apply(new ParameterOp($"p{offset}", offset, shape));
    }

    private Node Apply(List<Node> inputs)
    {
        var x = inputs[0];
        var attributes = _json.GetProperty("attributes");
        double Number(string name) => attributes.GetProperty(name).GetDouble();
        int Integer(string name) => attributes.GetProperty(name).GetInt32();
        bool Flag(string name) => attributes.GetProperty(name).GetBoolean();
        return _json.GetProperty("operator").GetString() switch
        {
            "Neg" => -x,
            "Square" => x.Square(),
            "Abs" => x.Abs(),
            "Exp" => x.Exp(),
            "Relu" => x.Relu(),
            "Gelu" => x.Gelu(),
            "Silu" => x.Silu(),
            "Tanh" => x.Tanh(),
            "Sigmoid" => x.Sigmoid(),
            "Softplus" => x.Softplus(),
            "Sqrt" => x.Sqrt(),
            "LeakyRelu" => x.LeakyRelu(Number("slope")),
            "Elu" => x.Elu(Number("alpha")),
            "Add" => x + inputs[1],
            "Sub" => x - inputs[1],
            "Mul" => x * inputs[1],
            "Div" => x / inputs[1],
            "MatMul" => x.MatMul(inputs[1], Flag("transposeA"), Flag("transposeB")),
            "Linear" => x.MatMul(inputs[1]) + inputs[2],
            "Sum" => Folded(x, attributes, value => value.SumTo(Kept(x, attributes))),
            "Mean" => Folded(x, attributes, value => value.Mean(Axes(attributes))),
            "Softmax" => Along(x, Integer("dimension"), z => z.Softmax()),
            "LogSoftmax" => Along(x, Integer("dimension"), z => z.LogSoftmax()),
            "Reshape" => x.Reshape(Shape.Unbatched(attributes.GetProperty("shape").Integers())),
            "Concat" => Functions.Concat(Axis(Integer("dimension")), [.. inputs]),
            "Slice" => x.Slice(Axis(Integer("dimension")), Integer("start"), Integer("length")),
            "CrossEntropy" => Reduced(Losses.CrossEntropy(x, _builder.Labels().OneHot(x.Shape.Last)), attributes),
            "BinaryCrossEntropy" => Reduced(Losses.BinaryCrossEntropy(x, _builder.Labels().OneHot(2).Slice(0, 1, 1).Reshape(x.Shape)), attributes),
            "SquaredError" => Reduced(Losses.SquaredError(x, Argument(x.Shape, _json.GetProperty("constants").GetProperty("target").GetProperty("values").Doubles())), attributes),
            "SquaredL2Norm" => x.Square().Total(),
            "L2Norm" => x.Square().Total().Sqrt(),
            "L1Norm" => x.Abs().Total(),
            "Convolution" => _builder.Apply(Convolution(inputs[1].Shape, attributes), x, inputs[1]),
            "MaxPool" => _builder.Apply(new MaxPoolOp(Pool(attributes)), x),
            "AveragePool" => _builder.Apply(new AvgPoolOp(Pool(attributes)), x),
            "Resize" => _builder.Apply(new ResizeOp(Enum.Parse<ResizeKind>(attributes.GetProperty("kind").GetString()!, ignoreCase: true), Integer("height"), Integer("width")), x),
            "ConvTranspose" => Transposed(x, inputs[1], attributes),
            "AdaptiveAveragePool" => _builder.Apply(new AvgPoolOp(new AdaptiveWindow(Integer("height"), Integer("width"))), x),
            "AdaptiveMaxPool" => _builder.Apply(new MaxPoolOp(new AdaptiveWindow(Integer("height"), Integer("width"))), x),
            "BatchedMatMul" => x.BatchedMatMul(inputs[1], Flag("transposeLeft"), Flag("transposeRight")),
            "Permute" => x.Permute(attributes.GetProperty("order").Integers()),
            "CausalSoftmax" => x.LowerTriangle(double.NegativeInfinity).Softmax(),
            var other => throw new InvalidDataException($"nothing here stands for the operator '{other}'"),
        };
    }

    /// <summary>The transposed convolution of filters [groups × height × width × filters of a group × channels of a group].</summary>
    private static Node Transposed(Node x, Node filters, JsonElement attributes)
    {
        int Integer(string name) => attributes.GetProperty(name).GetInt32();
        var (groups, height, width) = (filters.Shape.Dimensions[0], filters.Shape.Dimensions[1], filters.Shape.Dimensions[2]);
        var layer = new ConvTransposeLayer(
            groups * filters.Shape.Dimensions[3],
            new Window(height, width, Integer("stride"), Integer("padding"), Integer("dilation")),
            Integer("outputPadding"),
            groups,
            false,
            Initialization.PyTorchDefault);
        var image = new Shape(true, layer.OutputShape(x.Shape.Dimensions));
        return x.Builder.Apply(new ConvolutionInputGradientOp(new ConvolutionOp(layer.Window, x.Shape.Last, groups), image), x, filters);
    }

    /// <summary>The convolution of filters [groups × height × width × channels of a group × filters of a group].</summary>
    private static ConvolutionOp Convolution(Shape filters, JsonElement attributes)
    {
        int Integer(string name) => attributes.GetProperty(name).GetInt32();
        var (groups, height, width) = (filters.Dimensions[0], filters.Dimensions[1], filters.Dimensions[2]);
        return new ConvolutionOp(new Window(height, width, Integer("stride"), Integer("padding"), Integer("dilation")), groups * filters.Last, groups);
    }

    private static Window Pool(JsonElement attributes)
    {
        var size = attributes.GetProperty("size").Integers();
        return new Window(size[0], size[1], attributes.GetProperty("stride").GetInt32(), attributes.GetProperty("padding").GetInt32());
    }

    private int Axis(int dimension) => _batched ? dimension - 1 : dimension;

    private int[] Axes(JsonElement attributes) => [.. attributes.GetProperty("dimensions").Integers().Select(Axis)];

    private Shape Kept(Node x, JsonElement attributes)
    {
        var axes = Axes(attributes);
        var kept = x.Shape.Dimensions.Select((extent, axis) => axes.Contains(axis) ? 1 : extent);
        return new Shape(_batched && !axes.Contains(-1), new EquatableArray<int>(kept));
    }

    /// <summary>A reduction whose result keeps the dimensions of extent one, or loses them.</summary>
    private static Node Folded(Node x, JsonElement attributes, Func<Node, Node> fold)
    {
        var folded = fold(x);
        return attributes.GetProperty("keep").GetBoolean() ? folded : folded.Reshape(folded.Shape.With(folded.Shape.Dimensions.Where(extent => extent != 1)));
    }

    private Node Along(Node x, int dimension, Func<Node, Node> map) => dimension == 1 || _batched ? map(x) : map(x.Permute(1, 0)).Permute(1, 0);

    private Node Reduced(Node rows, JsonElement attributes) =>
        attributes.GetProperty("reduction").GetString() == "Mean" ? rows.Total() / _builder.BatchSize() : rows.Total();
}
