using Rationale.Graph.Operators;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Simplifying;

public class SimplificationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_simplified_graph_has_the_same_values(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed, rows: 3);
        var expanded = Differentiation.Expand(graph);
        var simplified = Simplification.Run(expanded);
        var (before, after) = (new NaiveEvaluator(sample).Run(expanded), new NaiveEvaluator(sample).Run(simplified));
        Assert.NotEmpty(expanded.Outputs);
        Assert.Equal(expanded.Outputs.Select(output => output.Name), simplified.Outputs.Select(output => output.Name));
        foreach (var (one, other) in expanded.Outputs.Zip(simplified.Outputs))
        {
            Assert.Equal(one.Value.Shape, other.Value.Shape);
            var (expected, actual) = (before[one.Value], after[other.Value]);
            Assert.Equal(expected.Length, actual.Length);
            var scale = expected.Select(Math.Abs).Append(1).Max();
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-9 * scale, FormattableString.Invariant($"seed {seed}, {one.Name}[{i}]: {expected[i]:R} became {actual[i]:R}"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_simplified_graph_is_never_longer_and_stays_as_it_is(int seed)
    {
        var expanded = Differentiation.Expand(RandomGraph.Make(seed).Graph);
        var once = Simplification.Run(expanded);
        Assert.True(once.Nodes().Count <= expanded.Nodes().Count, $"{expanded.Nodes().Count} nodes became {once.Nodes().Count}");
        var twice = Simplification.Run(once);
        Assert.True(twice.Nodes().Count <= once.Nodes().Count, $"{once.Nodes().Count} nodes became {twice.Nodes().Count}");
    }

    public static TheoryData<string, string> Rules => new()
    {
        { "x + 0", "x" }, { "0 + x", "x" }, { "x - 0", "x" }, { "0 - x", "−x" }, { "x - x", "0" }, { "x * 1", "x" }, { "x * 0", "0" }, { "0 * x", "0" },
        { "x / 2", "0.5·x" }, { "2 / x", "2·(1 / x)" }, { "x * x", "x²" }, { "-(-x)", "x" }, { "x + -y", "x − y" }, { "-x + y", "y − x" }, { "x - -y", "x + y" },
        { "2 * (3 * x + 1)", "6·x + 2" }, { "exp 0", "1" }, { "0 · W", "0" }, { "Wᵀᵀ", "W" },
        { "x · (Wᵀ)", "x·Wᵀ" }, { "Σ softmax x", "1" }, { "Σ onehot", "1" }, { "Σ argmax", "1" }, { "Σ Σ x", "Σ x" }, { "Σ 2x", "2 Σ x" }, { "Σ repeat", "3·c" },
        { "Σ repeat rows", "rows" }, { "repeat repeat", "repeat" }, { "x * repeat", "x * v" }, { "reshape reshape", "x" }, { "slice all", "x" }, { "slice embed", "x" },
        { "pad 0", "0" }, { "concat one", "x" }, { "gate 0", "0" }, { "gate 1", "step" }, { "gate gate", "gate" }, { "2x * v", "x * 2v" }, { "0x + 3", "3" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_turns_one_formula_into_another(string before, string after)
    {
        // Through one simplifying builder, equal graphs become the same node.
        var plain = new GraphBuilder();
        var graph = new ComputationGraph([new Output("", OutputKind.Total, Formula(plain, before)), new Output("", OutputKind.Total, Formula(plain, after))]);
        var simplified = Simplification.Run(graph);
        Assert.NotSame(graph.Outputs[0].Value, graph.Outputs[1].Value);
        Assert.True(simplified.Outputs[0].Value == simplified.Outputs[1].Value, $"{before} should be {after}:\n{simplified}");
    }

    [Fact]
    public void The_gradient_of_the_sum_of_probabilities_is_exactly_zero()
    {
        var builder = new GraphBuilder();
        var z = builder.Input("x", Shape.PerExample(5)).MatMul(builder.Apply(new ParameterOp("W", 0, Shape.Unbatched(5, 3)))).Named("z");
        foreach (var scalar in new[] { z.Softmax().SumPerExample(), z.Softmax().Total() })
        {
            var graph = Models.ModelPrograms.Compile(new ComputationGraph([new Output("g", OutputKind.PerExample, Functions.GradientOf(scalar, z.Inputs[0], "s"))]));
            Assert.Equal(new ConstantOp(0, Shape.PerExample(5)), graph.Outputs[0].Value.Operator);
        }
    }

    [Fact]
    public void The_probabilities_of_a_group_sum_to_one_only_over_the_group()
    {
        var builder = new GraphBuilder(simplify: true);
        var p = builder.Input("x", Shape.PerExample(4, 3)).Softmax();
        Assert.Equal(new ConstantOp(1, Shape.PerExample(4, 1)), p.Sum(1).Operator);
        Assert.IsType<SumToOp>(p.SumTo(Shape.PerExample(1, 1)).Operator);
        Assert.IsType<SumToOp>(p.SumTo(Shape.PerExample(1)).Operator);
    }

    [Fact]
    public void Long_chains_of_factors_and_signs_come_to_an_end()
    {
        var builder = new GraphBuilder(simplify: true);
        var (x, v) = (builder.Input("x", Shape.PerExample(3)), builder.Apply(new ParameterOp("v", 0, Shape.Unbatched(3))));
        Node[] others = [v, builder.Input("y", Shape.PerExample(3)), builder.Setting("λ"), builder.Input("c", Shape.PerExample(1)), builder.Constant(-2, Shape.PerExample(3)), builder.Constant(3, Shape.Scalar)];
        for (var i = 0; i < 3000; i++)
        {
            var other = others[i % others.Length];
            x = (i % 7) switch
            {
                0 => (-x) * other,
                1 => (2 * other) * (-0.5 * x),
                2 => x - (-other),
                3 => -(other - (-x)),
                4 => (0.5 * x) / ((2 * other) + 1),
                5 => (x * other) * (-1 * x.Tanh()),
                _ => -(-(-x)) + (-1 * other),
            };
        }

        Assert.Equal(Shape.PerExample(3), x.Shape);
    }

    private static Node Formula(GraphBuilder builder, string formula)
    {
        var (x, y, v) = (builder.Input("x", Shape.PerExample(3)), builder.Input("y", Shape.PerExample(3)), builder.Apply(new ParameterOp("v", 0, Shape.Unbatched(3))));
        var (w, c, one) = (builder.Apply(new ParameterOp("W", 3, Shape.Unbatched(3, 3))), builder.Input("c", Shape.PerExample(1)), Shape.PerExample(1));
        Node Number(double value) => builder.Constant(value, x.Shape);
        return formula switch
        {
            "x" => x.Affine(1, 0),
            "−x" => x.Affine(-1, 0).Affine(1, 0),
            "0" => Number(0).Affine(1, 0),
            "1" => Number(1).Affine(1, 0),
            "3" => Number(3).Affine(1, 0),
            "W" => w.Affine(1, 0),
            "x²" => x.Square().Affine(1, 0),
            "x + 0" => x + Number(0),
            "0 + x" => Number(0) + x,
            "x - 0" => x - Number(0),
            "0 - x" => Number(0) - x,
            "x - x" => x - x,
            "x * 1" => x * Number(1),
            "x * 0" => x * Number(0),
            "0 * x" => builder.Constant(0, Shape.Scalar) * x,
            "x / 2" => x / Number(2),
            "0.5·x" => 0.5 * x,
            "2 / x" => Number(2) / x,
            "2·(1 / x)" => 2 * x.Reciprocal(),
            "x * x" => x * x,
            "-(-x)" => -(-x),
            "x + -y" => x + (-y),
            "x − y" => (x - y).Affine(1, 0),
            "-x + y" => (-x) + y,
            "y − x" => y - x,
            "x - -y" => x - (-y),
            "x + y" => x + y,
            "2 * (3 * x + 1)" => 2 * ((3 * x) + 1),
            "6·x + 2" => x.Affine(6, 2),
            "exp 0" => Number(0).Exp(),
            "0 · W" => Number(0).MatMul(w),
            "Wᵀᵀ" => w.Permute(1, 0).Permute(1, 0),
            "x · (Wᵀ)" => x.MatMul(w.Permute(1, 0)),
            "x·Wᵀ" => x.MatMul(w, transposeRight: true),
            "Σ softmax x" => x.Softmax().SumTo(one).BroadcastTo(x.Shape),
            "Σ onehot" => builder.Labels().OneHot(3).SumTo(one).BroadcastTo(x.Shape),
            "Σ argmax" => x.ArgMaxMask().SumTo(one).BroadcastTo(x.Shape),
            "Σ Σ x" => x.SumTo(one).Total(),
            "Σ x" => x.Total(),
            "Σ 2x" => (2 * x).Total(),
            "2 Σ x" => 2 * x.Total(),
            "Σ repeat" => c.BroadcastTo(x.Shape).SumTo(one),
            "3·c" => 3 * c,
            "Σ repeat rows" => v.BroadcastTo(x.Shape).SumTo(v.Shape),
            "rows" => v * builder.BatchSize(),
            "repeat repeat" => builder.Setting("λ").BroadcastTo(one).BroadcastTo(x.Shape),
            "repeat" => builder.Setting("λ").BroadcastTo(x.Shape),
            "x * repeat" => x * v.BroadcastTo(x.Shape),
            "x * v" => x * v,
            "reshape reshape" => x.Reshape(Shape.PerExample(3, 1)).Reshape(Shape.PerExample(1, 3)).Reshape(x.Shape),
            "slice all" => builder.Apply(new SliceOp(0, 0, 3), x),
            "slice embed" => builder.Apply(new PadOp(0, 2, 7), x).Slice(0, 2, 3),
            "pad 0" => builder.Apply(new PadOp(0, 0, 3), builder.Constant(0, Shape.PerExample(2))),
            "concat one" => Functions.Concat(0, x),
            "gate 0" => Number(0).ReluBackward(x, 0.3),
            "gate 1" => Number(1).ReluBackward(x, 0.3),
            "step" => x.Heaviside(0.3),
            "gate gate" => y.ReluBackward(x, 0).ReluBackward(x, 0),
            "gate" => y.ReluBackward(x, 0),
            "2x * v" => (2 * x) * v,
            "x * 2v" => x * (2 * v),
            "0x + 3" => x.Affine(0, 3),
            _ => throw new ArgumentOutOfRangeException(nameof(formula), formula, "unknown formula"),
        };
    }
}
