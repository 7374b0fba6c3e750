using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Oracle;

/// <summary>
/// Random graphs of values for each row and of values without a batch, with gradients, early totals that rows need, views, columns and one value twice
/// as outputs: whatever a schedule must cope with. Values stay small, for errors to be visible.
/// </summary>
internal static class RandomGraph
{
    private const int Width = 4;

    public static (ComputationGraph Graph, Sample Sample) Make(int seed, int rows = 7)
    {
        var random = new Random(seed);
        var build = new CaseBuilder(rows, seed);
        var batched = new List<Node> { build.Batched(-1, 1, Width), build.Batched(-1, 1, Width), build.Builder.Labels().OneHot(Width) };
        var parameters = new List<Node> { build.Whole(-1, 1, Width, Width), build.Whole(-1, 1, Width), build.Whole(-1, 1), build.Whole(-1, 1, Width, Width) };
        var vectors = new List<Node> { parameters[1], parameters[1].Tanh() };
        var matrices = new List<Node> { parameters[0], parameters[3], parameters[0].Permute(1, 0) };
        var numbers = new List<Node> { parameters[2], build.Setting("λ", 0.3), build.Builder.BatchSize().Reciprocal(), build.Builder.Constant(0.5, Shape.Scalar) };
        var steps = random.Next(4, 22);
        for (var i = 0; i < steps; i++)
        {
            var (x, y) = (Any(batched), Any(batched));
            switch (random.Next(12))
            {
                case 0:
                    matrices.Add(random.Next(3) switch
                    {
                        0 => x.MatMul(y, transposeLeft: true).Tanh(),
                        1 => (0.5 * Any(matrices)).MatMul(Any(matrices), random.Next(2) == 0, random.Next(2) == 0).Tanh(),
                        _ => Any(matrices) + Any(matrices),
                    });
                    break;
                case 1:
                    vectors.Add(random.Next(2) == 0 ? x.SumTo(Shape.Unbatched(Width)).Tanh() : Any(vectors) - Any(vectors).Square());
                    break;
                case 2:
                    numbers.Add(random.Next(3) switch
                    {
                        0 => x.Square().Total().Sigmoid(),
                        1 => Any(vectors).Square().Total().Sqrt().Tanh(),
                        _ => Any(numbers) * Any(numbers),
                    });
                    break;
                default:
                    batched.Add(Rows(x, y));
                    break;
            }
        }

        var loss = batched.Skip(3).Select(value => value.Square().Total()).Append(Any(matrices).Abs().Total()).Aggregate((sum, term) => sum + term);
        var inner = Functions.GradientOf(loss, batched[0], "s");
        loss += (build.Builder.Setting("λ") * (batched[1] * inner).Tanh().Square().Total()).Named("penalty");
        var outputs = new List<Output> { new("loss", OutputKind.Total, loss), new("number", OutputKind.Total, Any(numbers)), new("inner", OutputKind.PerExample, inner) };
        for (var i = 0; i < 4; i++)
        {
            var value = Any(batched);
            outputs.Add(new Output($"rows {i}", OutputKind.PerExample, random.Next(3) == 0 ? value.Reshape(Shape.PerExample(2, 2)) : value));
        }

        outputs.AddRange(parameters.Select((parameter, i) => new Output($"parameter {i}", OutputKind.Gradient, Functions.GradientOf(loss, parameter, "L"), build.Offset(parameter))));
        if (random.Next(2) == 0)
        {
            var all = build.Builder.Apply(new Graph.Operators.ParameterOp("all", 0, Shape.Unbatched(build.ParameterLength)));
            outputs.Add(new Output("share", OutputKind.GradientShare, 0.1 * all));
        }

        return (new ComputationGraph(outputs), build.Sample());

        Node Any(List<Node> nodes) => nodes[random.Next(nodes.Count)];

        Node Rows(Node x, Node y) => random.Next(30) switch
        {
            0 => (x.MatMul(Any(matrices), transposeRight: random.Next(2) == 0) + Any(vectors)).Relu(),
            1 => x.MatMul(Any(matrices), transposeRight: random.Next(2) == 0).Tanh(),
            2 => x.MatMul(Any(matrices)).ReluBackward(y, random.Next(2)).Sigmoid(),
            3 => (x.MatMul(Any(matrices)) + Any(vectors)).Softmax(),
            4 => 0.5 * (x + y),
            5 => x * y,
            6 => (x - Any(vectors)).Tanh(),
            7 => x * (0.3 * y.SumPerExample()).Tanh(),
            8 => Any(numbers) * x,
            9 => (x / (y.Square().SumPerExample() + 1)).Gelu(),
            10 => x.LogSoftmax().Tanh(),
            11 => Functions.Concat(0, x.Slice(0, 1, 2), y.Slice(0, 0, 2)),
            12 => x.Reshape(Shape.PerExample(2, 2)).Softmax().Reshape(Shape.PerExample(Width)),
            13 => x.Reshape(Shape.PerExample(2, 2)).Sum(1).BroadcastTo(Shape.PerExample(2, 2)).Flatten().Tanh(),
            14 => -x,
            15 => x.Maximum(y),
            16 => x - x.Mean(0),
            17 => x.Elu(0.8).Softplus(),
            18 => x * x.SumPerExample().Square().Affine(-0.1, 1).Tanh(),
            19 => (x.Square() + 0.1).Sqrt().Tanh(),
            20 => Any(vectors).BroadcastTo(Shape.PerExample(Width)),
            21 => (x - (1 - y)).Abs().Tanh(),
            22 => Convolve(x, [2, 2, 1], new Window(2, 2)).Tanh().Flatten(),
            23 => (Convolve(x, [1, 1, 4], new Window(1, 1)) + Any(vectors)).Relu().Flatten(),
            24 => Pool(Convolve(x, [1, 1, 4], new Window(2, 2, 1, 1), groups: 4), average: random.Next(2) == 0),
            25 => Pool(x.Builder.Apply(new MaxPoolOp(new Window(2, 2, 1, 1)), x.Reshape(Shape.PerExample(2, 2, 1))), average: true),
            26 => Pool(x.Builder.Apply(new ResizeOp((ResizeKind)random.Next(2), 3, 3), x.Reshape(Shape.PerExample(2, 2, 1))), average: random.Next(2) == 0),
            27 => Convolve(x, [2, 2, 1], new Window(2, 2)).ReluBackward(y.Reshape(Shape.PerExample(1, 1, 4)), 0.3).Flatten(),
            28 => (Convolve(x, [1, 1, 4], new Window(1, 1)) + y.Reshape(Shape.PerExample(1, 1, 4))).Tanh().Flatten(),
            _ => (x.Square() + 1).Reciprocal(),
        };

        // Each matrix has as many elements as four filters of 2×2, a filter of 2×2 for each of four channels, or four filters of 1×1 over four channels.
        Node Convolve(Node x, int[] image, Window window, int groups = 1) =>
            x.Builder.Apply(new ConvolutionOp(window, Width, groups), x.Reshape(Shape.PerExample(image)), Any(matrices));

        Node Pool(Node x, bool average) => x.Builder.Apply(average ? new AvgPoolOp(new Window(2, 2)) : new MaxPoolOp(new Window(2, 2)), x).Flatten();
    }
}
