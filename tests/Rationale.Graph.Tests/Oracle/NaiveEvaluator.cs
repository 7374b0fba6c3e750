using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>
/// Computes a graph node by node, element by element, from definitions alone: no schedule, no kernels, no arena. What it and the interpreter both
/// give is right or wrong in two independent ways.
/// </summary>
internal sealed class NaiveEvaluator(Sample sample, Func<DropoutMaskOp, int, double[]>? masks = null)
{
    private readonly Dictionary<Node, double[]> _values = [];
    private NaiveEvaluator? _unmoved;

    /// <summary>The value of a node, [rows × …] or [ … ].</summary>
    public double[] this[Node node] => _values.TryGetValue(node, out var value) ? value : _unmoved?[node] ?? throw new KeyNotFoundException($"{node} was not computed.");

    /// <summary>Computes every node that an output needs.</summary>
    public NaiveEvaluator Run(ComputationGraph graph)
    {
        foreach (var node in graph.Nodes())
        {
            _values[node] = Evaluate(node);
        }

        return this;
    }

    /// <summary>Computes nodes again for another sample; what is not among them has the values of this run.</summary>
    /// <param name="moved">The sample.</param>
    /// <param name="nodes">Every node that depends on what is different in it, inputs first.</param>
    public NaiveEvaluator Again(Sample moved, IEnumerable<Node> nodes)
    {
        var again = new NaiveEvaluator(moved, masks) { _unmoved = this };
        foreach (var node in nodes)
        {
            again._values[node] = again.Evaluate(node);
        }

        return again;
    }

    private double[] Evaluate(Node node)
    {
        var inputs = node.Inputs.Select(input => this[input]).ToArray();
        return node.Operator switch
        {
            InputOp input => sample.Columns[input.Key],
            LabelsOp => [.. sample.Labels.Select(label => (double)label)],
            ParameterOp parameter => sample.Parameters[parameter.Offset..(parameter.Offset + parameter.Shape.Length)],
            SettingOp setting => [sample.Settings[setting.Key]],
            BatchSizeOp => [sample.Examples],
            ConstantOp constant => [.. Enumerable.Repeat(constant.Value, Length(node.Shape))],
            DropoutMaskOp mask => masks is not null ? masks(mask, sample.Examples) : [.. Enumerable.Range(0, Length(node.Shape)).Select(i => i % 3 == 0 ? 0 : 1 / (1 - mask.Rate))],
            ElementwiseOp map => [.. inputs[0].Select(map.Evaluate)],
            BinaryOp map => Combine(node, map.Evaluate, inputs),
            ReluBackwardOp gate => [.. inputs[0].Zip(inputs[1], (by, x) => by > 0 ? x : gate.Below * x)],
            BroadcastOp => [.. Map(node.Inputs[0].Shape, node.Shape).Select(i => inputs[0][i])],
            SumToOp => Reduce(node, inputs[0], 0, (sum, x) => sum + x),
            ReshapeOp => inputs[0],
            PermuteOp permute => IndexOracle.Permuted(node, inputs[0], permute),
            BatchedMatMulOp product => IndexOracle.Products(node, inputs, product),
            GatherRowsOp => [.. inputs[1].SelectMany(index => inputs[0].Skip((int)index * node.Shape.Last).Take(node.Shape.Last))],
            ScatterRowsOp => Scattered(node, inputs[0].Select((value, i) => (((int)inputs[1][i / node.Shape.Last] * node.Shape.Last) + (i % node.Shape.Last), value))),
            LowerTriangleOp triangle => [.. inputs[0].Select((x, i) => i % node.Shape.Last > i / node.Shape.Last % node.Shape.Dimensions[^2] ? triangle.Above : x)],
            SliceOp slice => Sliced(node, inputs[0], slice),
            PadOp pad => Embedded(node, inputs[0], pad),
            ConcatOp concat => Joined(node, inputs, concat.Axis),
            MatMulOp product => Product(node, inputs, product),
            SoftmaxOp => Groups(node, inputs[0], group => Normalized(group, logarithm: false)),
            LogSoftmaxOp => Groups(node, inputs[0], group => Normalized(group, logarithm: true)),
            ArgMaxMaskOp => Groups(node, inputs[0], group => [.. group.Select((_, i) => i == Array.IndexOf(group, group.Max()) ? 1.0 : 0.0)]),
            OneHotOp oneHot => [.. inputs[0].SelectMany(label => Enumerable.Range(0, oneHot.Classes).Select(i => i == (int)label ? 1.0 : 0.0))],
            ConvolutionOp convolution => ImageOracle.Convolve(convolution, node.Inputs[0].Shape, sample.Examples, Length(node.Shape), at => (at.Y, inputs[0][at.X] * inputs[1][at.Weight])),
            ConvolutionInputGradientOp adjoint => ImageOracle.Convolve(adjoint.Convolution, node.Shape, sample.Examples, Length(node.Shape), at => (at.X, inputs[0][at.Y] * inputs[1][at.Weight])),
            ConvolutionWeightGradientOp adjoint => ImageOracle.Convolve(
                adjoint.Convolution, node.Inputs[0].Shape, sample.Examples, Length(node.Shape), at => (at.Weight, inputs[0][at.X] * inputs[1][at.Y])),
            MaxPoolOp pool => [.. ImageOracle.FirstMaxima(inputs[0], pool.Window, node.Inputs[0].Shape, sample.Examples).Select(place => inputs[0][place])],
            MaxPoolGatherOp pool => [.. ImageOracle.FirstMaxima(inputs[0], pool.Window, node.Inputs[0].Shape, sample.Examples).Select(place => inputs[1][place])],
            MaxPoolBackwardOp pool => Scattered(node, ImageOracle.FirstMaxima(inputs[0], pool.Window, node.Shape, sample.Examples).Select((place, i) => (place, inputs[1][i]))),
            AvgPoolOp pool => [.. ImageOracle.Windows(pool.Window, node.Inputs[0].Shape, sample.Examples).Select(places => places.Average(place => inputs[0][place]))],
            AvgPoolBackwardOp pool => Scattered(
                node, ImageOracle.Windows(pool.Window, pool.Image, sample.Examples).SelectMany((places, i) => places.Select(place => (place, inputs[0][i] / places.Count)))),
            ResizeOp resize => Scattered(
                node, ImageOracle.Resized(resize.Kind, node.Inputs[0].Shape, node.Shape, sample.Examples).Select(pair => (pair.To, pair.Weight * inputs[0][pair.From]))),
            ResizeBackwardOp fold => Scattered(
                node, ImageOracle.Resized(fold.Kind, node.Shape, node.Inputs[0].Shape, sample.Examples).Select(pair => (pair.From, pair.Weight * inputs[0][pair.To]))),
            _ => throw new NotSupportedException($"The oracle does not know the operator {node.Operator.Name}."),
        };
    }

    private int Length(Shape shape) => shape.Length * (shape.Batched ? sample.Examples : 1);

    private double[] Scattered(Node node, IEnumerable<(int Place, double Value)> terms)
    {
        var result = new double[Length(node.Shape)];
        foreach (var (place, value) in terms)
        {
            result[place] += value;
        }

        return result;
    }

    /// <summary>For each element of a full value, the element of the small value that is repeated to it.</summary>
    private int[] Map(Shape small, Shape full)
    {
        var map = new int[Length(full)];
        for (var i = 0; i < map.Length; i++)
        {
            var (row, rest) = (i / full.Length, i % full.Length);
            var (index, stride) = (0, 1);
            for (var back = 1; back <= full.Rank; back++)
            {
                var extent = full.Dimensions[full.Rank - back];
                var own = back <= small.Rank ? small.Dimensions[small.Rank - back] : 1;
                index += own == 1 ? 0 : rest % extent * stride;
                stride *= own;
                rest /= extent;
            }

            map[i] = index + (small.Batched ? row * small.Length : 0);
        }

        return map;
    }

    private double[] Combine(Node node, Func<double, double, double> map, double[][] inputs)
    {
        if (node.Inputs[0].Shape == node.Shape && node.Inputs[1].Shape == node.Shape)
        {
            return [.. inputs[0].Zip(inputs[1], map)];
        }

        var (left, right) = (Map(node.Inputs[0].Shape, node.Shape), Map(node.Inputs[1].Shape, node.Shape));
        return [.. left.Zip(right, (i, j) => map(inputs[0][i], inputs[1][j]))];
    }

    private double[] Reduce(Node node, double[] input, double start, Func<double, double, double> fold)
    {
        var result = Enumerable.Repeat(start, Length(node.Shape)).ToArray();
        var map = Map(node.Shape, node.Inputs[0].Shape);
        for (var i = 0; i < map.Length; i++)
        {
            result[map[i]] = fold(result[map[i]], input[i]);
        }

        return result;
    }

    private double[] Sliced(Node node, double[] input, SliceOp slice)
    {
        var block = AxisBlock.Around(node.Inputs[0].Shape, slice.Axis);
        return [.. Enumerable.Range(0, Length(node.Inputs[0].Shape))
            .Where(i => i % block.Length / block.Inner is var index && index >= slice.Start && index < slice.Start + slice.Count).Select(i => input[i])];
    }

    private double[] Embedded(Node node, double[] input, PadOp pad)
    {
        var block = AxisBlock.Around(node.Shape, pad.Axis);
        var (next, count) = (0, node.Inputs[0].Shape.Dimensions[pad.Axis]);
        return [.. Enumerable.Range(0, Length(node.Shape))
            .Select(i => i % block.Length / block.Inner is var index && index >= pad.Start && index < pad.Start + count ? input[next++] : 0)];
    }

    private double[] Joined(Node node, double[][] inputs, int axis)
    {
        var blocks = node.Inputs.Select(input => AxisBlock.Around(input.Shape, axis).Length).ToArray();
        return [.. Enumerable.Range(0, Length(node.Shape) / blocks.Sum()).SelectMany(outer => inputs.SelectMany((input, i) => input.Skip(outer * blocks[i]).Take(blocks[i])))];
    }

    private static double[] Product(Node node, double[][] inputs, MatMulOp product)
    {
        var (leftColumns, rightColumns) = (node.Inputs[0].Shape.Last, node.Inputs[1].Shape.Last);
        var (leftRows, rightRows) = (inputs[0].Length / leftColumns, inputs[1].Length / rightColumns);
        var (rows, inner) = product.TransposeLeft ? (leftColumns, leftRows) : (leftRows, leftColumns);
        var columns = product.TransposeRight ? rightRows : rightColumns;
        var result = new double[rows * columns];
        var (left, right, transposeLeft, transposeRight) = (inputs[0], inputs[1], product.TransposeLeft, product.TransposeRight);
        for (var i = 0; i < result.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            for (var k = 0; k < inner; k++)
            {
                result[i] += left[transposeLeft ? (k * leftColumns) + row : (row * leftColumns) + k] * right[transposeRight ? (column * rightColumns) + k : (k * rightColumns) + column];
            }
        }

        return result;
    }

    private static double[] Groups(Node node, double[] input, Func<double[], double[]> map) => [.. input.Chunk(node.Shape.Last).SelectMany(map)];

    private static double[] Normalized(double[] group, bool logarithm)
    {
        var top = group.Max();
        var sum = group.Sum(z => Math.Exp(z - top));
        return [.. group.Select(z => logarithm ? z - top - Math.Log(sum) : Math.Exp(z - top) / sum)];
    }
}
