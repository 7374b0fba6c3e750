using Rationale.Execution;
using Rationale.Graph;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Graphs whose places are special: each against a naive evaluation, with several workers and tiles.</summary>
public class ScheduleEdgeTests
{
    [Fact]
    public void Two_parameters_with_the_same_gradient() => Check(c =>
    {
        var (x, a, b) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3), c.Whole(-1, 1, 3));
        return [Gradient(c, a, (x * (a + b)).Total()), Gradient(c, b, (x * (a + b)).Total())];
    });

    [Fact]
    public void A_parameter_that_the_loss_does_not_use() => Check(c =>
    {
        var (x, a, b) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3), c.Whole(-1, 1, 5));
        return [Gradient(c, a, (x * a).Tanh().Total()), Gradient(c, b, (x * a).Total())];
    });

    [Fact]
    public void A_gradient_that_is_a_parameter() => Check(c =>
    {
        var (a, b) = (c.Whole(-1, 1, 3), c.Whole(-1, 1, 3));
        return [Gradient(c, a, (a * b).Total()), Gradient(c, b, (a * b).Total())];
    });

    [Fact]
    public void A_gradient_that_an_earlier_pass_adds_up_in_two_terms() => Check(c =>
    {
        var (x, y, a) = (c.Batched(-1, 1, 3), c.Batched(-1, 1, 3), c.Whole(-1, 1, 3));
        var total = y.Square().Total();
        return [Gradient(c, a, (x * a).Tanh().Total() + (y * a).Sigmoid().Total()), new Output("late", OutputKind.PerExample, x / total), new Output("sum", OutputKind.Total, (x / total).Exp().Total())];
    });

    [Fact]
    public void A_gradient_that_rows_need_again() => Check(c =>
    {
        var (x, a, b) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3), c.Whole(-1, 1, 3));
        var gradient = Functions.GradientOf((a * a.Tanh()).Total(), a, "s");
        return [new Output("a", OutputKind.Gradient, gradient, c.Offset(a)), Gradient(c, b, (x * gradient * b).Tanh().Total())];
    });

    [Fact]
    public void A_gradient_summed_over_rows_that_rows_need_again() => Check(c =>
    {
        var (x, a, b) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3), c.Whole(-1, 1, 3));
        var gradient = Functions.GradientOf((x * a).Tanh().Total(), a, "s");
        return [new Output("a", OutputKind.Gradient, gradient, c.Offset(a)), Gradient(c, b, (x * gradient * b).Tanh().Total())];
    });

    [Fact]
    public void Three_passes() => Check(c =>
    {
        var (x, a) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3));
        var y = x / (x.Square().Total() + 1);
        var z = (y * a) / (y.Abs().Total() + 1);
        return [Gradient(c, a, z.Tanh().Total()), new Output("y", OutputKind.PerExample, y), new Output("z", OutputKind.PerExample, z), new Output("total", OutputKind.Total, z.Total())];
    });

    [Fact]
    public void A_share_of_the_gradient_alone() => Check(c =>
    {
        var a = c.Whole(-1, 1, 3);
        return [new Output("θ", OutputKind.GradientShare, Functions.GradientOf(a.Square().Total(), a, "s"))];
    });

    [Fact]
    public void An_output_that_is_a_column() => Check(c => c.Batched(-1, 1, 3) is var x ? [Rows("x", x), Rows("again", x), Rows("y", x.Exp())] : []);

    [Fact]
    public void An_output_that_is_a_view_of_what_is_overwritten() => Check(c =>
    {
        var x = c.Batched(-1, 1, 2, 3).Tanh();
        return [Rows("view", x.Flatten()), Rows("z", x.Exp().Square().Sqrt()), Rows("other view", x.Reshape(Shape.PerExample(3, 2))), Rows("itself twice", x.Square()), Rows("twice", x.Square())];
    });

    [Fact]
    public void An_output_that_is_a_constant() => Check(c => [Rows("zero", Functions.GradientOf(c.Batched(-1, 1, 3).SumPerExample(), c.Batched(-1, 1, 2), "s")), Rows("x", c.Batched(-1, 1, 3).Tanh())]);

    [Fact]
    public void Totals_that_are_parameters_settings_constants_and_views() => Check(c =>
    {
        var x = c.Batched(-1, 1, 3);
        return
        [
            new Output("parameter", OutputKind.Total, c.Whole(-1, 1)),
            new Output("setting", OutputKind.Total, c.Setting("λ", 0.7)),
            new Output("rows", OutputKind.Total, c.Builder.BatchSize()),
            new Output("constant", OutputKind.Total, c.Builder.Constant(3, Shape.Scalar)),
            new Output("view", OutputKind.Total, x.SumTo(Shape.Unbatched(1)).Reshape(Shape.Scalar)),
            new Output("twice", OutputKind.Total, x.Total()),
            new Output("again", OutputKind.Total, x.Total()),
        ];
    });

    [Fact]
    public void A_chain_of_a_thousand_values() => Check(c =>
    {
        var (x, a) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3));
        var y = Enumerable.Range(0, 1000).Aggregate(x, (value, i) => i % 2 == 0 ? (value + a).Tanh() : value - (0.1 * x));
        return [Gradient(c, a, y.Square().Total()), Rows("y", y)];
    });

    [Fact]
    public void A_matrix_computed_from_rows_that_multiplies_rows() => Check(c =>
    {
        var (x, a) = (c.Batched(-1, 1, 3), c.Whole(-1, 1, 3, 3));
        var moment = x.MatMul(x, transposeLeft: true);
        return [Gradient(c, a, x.MatMul((0.1 * moment) + a).Tanh().Total()), Rows("y", x.MatMul(moment, transposeRight: true))];
    });

    [Fact]
    public void A_wrong_expectation_is_found() =>
        Assert.ThrowsAny<Exception>(() => Check(c => [Rows("y", c.Batched(-1, 1, 3).Tanh())], expected => [.. expected.Select((value, i) => i == 4 ? value + 1e-8 : value)]));

    private static Output Rows(string name, Node value) => new(name, OutputKind.PerExample, value);

    private static Output Gradient(CaseBuilder build, Node parameter, Node loss) =>
        new($"at {build.Offset(parameter)}", OutputKind.Gradient, Functions.GradientOf(loss, parameter, "L"), build.Offset(parameter));

    private static void Check(Func<CaseBuilder, Output[]> outputs, Func<double[], double[]>? spoil = null)
    {
        foreach (var rows in new[] { 1, 13 })
        {
            var build = new CaseBuilder(rows, 5);
            var graph = new ComputationGraph(outputs(build));
            var expected = OracleRun.Run(graph, build.Sample()).All();
            expected = spoil is null ? expected : spoil(expected);
            for (var workers = 1; workers <= 3; workers++)
            {
                Near.Check(expected, Runner.Run<double>(graph, build.Sample(), new ExecutionOptions { Workers = workers, TileSize = 3 }).All(), 1e-11, $"{rows} rows, {workers} workers:");
            }
        }
    }
}
