using Rationale.Graph.Operators;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Simplifying;

/// <summary>Scales and shifts of channels in the filters, rectifiers behind poolings: the same values and derivatives, and fewer nodes for each example.</summary>
public sealed class ForwardFoldingTests
{
    private const int Filters = 3;

    public static TheoryData<string> Forms => new(Made.Keys);

    private static readonly Dictionary<string, Func<CaseBuilder, Node, Node>> Made = new()
    {
        ["scale"] = (c, u) => u * c.Whole(0.5, 2, Filters),
        ["scale and shift"] = (c, u) => (u * c.Whole(0.5, 2, Filters)) + c.Whole(-1, 1, Filters),
        ["bias, scale and shift"] = (c, u) => ((u + c.Whole(-1, 1, Filters)) * c.Whole(0.5, 2, Filters)) + c.Whole(-1, 1, Filters),
        ["scale twice"] = (c, u) => u * c.Whole(0.5, 2, Filters) * c.Whole(0.5, 2, Filters),
        ["normalization"] = (c, u) => (u * (c.Whole(0.5, 2, Filters) / (c.Whole(0.5, 2, Filters) + 1e-5).Sqrt())) + c.Whole(-1, 1, Filters),
        ["rectifier and pooling"] = (c, u) => c.Builder.Apply(new MaxPoolOp(new Window(2, 2, 2)), (u + c.Whole(-1, 1, Filters)).Relu()),
        ["overlapping pooling"] = (c, u) => c.Builder.Apply(new MaxPoolOp(new Window(3, 3, 2, 1)), u.Relu()),
        ["normalization, rectifier and pooling"] = (c, u) => c.Builder.Apply(new MaxPoolOp(new Window(2, 2, 2)), ((u * c.Whole(0.5, 2, Filters)) + c.Whole(-1, 1, Filters)).Relu()),
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_folded_graph_has_the_same_values_and_derivatives(string form)
    {
        var (graph, sample) = Penalized(form);
        var (plain, folded) = (Differentiation.Expand(graph), Differentiation.Expand(ForwardFolding.Run(graph)));
        var (before, after) = (new NaiveEvaluator(sample).Run(plain), new NaiveEvaluator(sample).Run(folded));
        Assert.True(plain.Outputs.Count > 3);
        foreach (var (one, other) in plain.Outputs.Zip(folded.Outputs))
        {
            var (expected, actual) = (before[one.Value], after[other.Value]);
            Assert.Equal(expected.Length, actual.Length);
            var scale = expected.Select(Math.Abs).Append(1e-3).Max();
            Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second - pair.First, -1e-12 * scale, 1e-12 * scale));
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_is_folded_leaves_no_scale_for_each_example(string form)
    {
        var build = new CaseBuilder(rows: 3, seed: 2);
        var nodes = ForwardFolding.Run(new ComputationGraph([new Output("y", OutputKind.PerExample, Made[form](build, Convolve(build, groups: 1)))])).Nodes();
        Assert.Contains(nodes, node => node.Operator is ConvolutionOp);
        Assert.DoesNotContain(nodes, node => node.Operator is MultiplyOp && node.Shape.Batched);
        Assert.DoesNotContain(nodes, node => node.Operator is MaxPoolOp && node.Inputs[0].Operator is ReluOp);
        Assert.True(nodes.Count(node => node.Operator is AddOp && node.Shape.Batched) <= 1);
    }

    [Fact]
    public void What_somebody_else_reads_stays()
    {
        var build = new CaseBuilder(rows: 3, seed: 2);
        var convolved = Convolve(build, groups: 1);
        var rectified = convolved.Relu();
        var pooled = build.Builder.Apply(new MaxPoolOp(new Window(2, 2, 2)), rectified);
        var nodes = ForwardFolding.Run(new ComputationGraph(
        [
            new Output("scaled", OutputKind.PerExample, convolved * build.Whole(0.5, 2, Filters)), new Output("pooled", OutputKind.PerExample, pooled), new Output("rectified", OutputKind.PerExample, rectified),
        ])).Nodes();
        Assert.Contains(nodes, node => node.Operator is MultiplyOp && node.Shape.Batched);
        Assert.Contains(nodes, node => node.Operator is MaxPoolOp && node.Inputs[0].Operator is ReluOp);
    }

    [Fact]
    public void Names_stay_with_their_operators()
    {
        var build = new CaseBuilder(rows: 3, seed: 2);
        var pooled = build.Builder.Apply(new MaxPoolOp(new Window(2, 2, 2)), Convolve(build, groups: 1).Relu().Named("a")).Named("q");
        var nodes = ForwardFolding.Run(new ComputationGraph([new Output("y", OutputKind.PerExample, pooled)])).Nodes();
        Assert.Equal("q", Assert.Single(nodes, node => node.Operator is MaxPoolOp).Label);
        Assert.Equal("a", Assert.Single(nodes, node => node.Operator is ReluOp).Label);
    }

    [Theory]
    [InlineData(3, 6)]
    [InlineData(1, 5)]
    public void Groups_and_few_positions_stay(int groups, int size)
    {
        var build = new CaseBuilder(rows: 3, seed: 2);
        var filters = build.Whole(-1, 1, 3, 3, 3 / groups, Filters);
        var convolved = build.Builder.Apply(new ConvolutionOp(new Window(3, 3), Filters, groups), build.Batched(-1, 1, size, size, 3), filters);
        Assert.Contains(
            ForwardFolding.Run(new ComputationGraph([new Output("y", OutputKind.PerExample, convolved * build.Whole(0.5, 2, Filters))])).Nodes(), node => node.Operator is MultiplyOp && node.Shape.Batched);
    }

    /// <summary>A squared input gradient, and its gradients with respect to everything.</summary>
    private static (ComputationGraph Graph, Sample Sample) Penalized(string form)
    {
        var build = new CaseBuilder(rows: 3, seed: 5);
        var x = build.Batched(-1, 1, 8, 7, 2);
        var filters = build.Whole(-1, 1, 3, 3, 2, Filters);
        var y = Made[form](build, build.Builder.Apply(new ConvolutionOp(new Window(3, 3), Filters), x, filters)).Tanh();
        var loss = y.Square().Total() + Functions.GradientOf(y.Square().SumPerExample(), x, "s").Square().Total();
        var parameters = new ComputationGraph([new Output("", OutputKind.Total, loss)]).Nodes().Where(node => node.Operator is ParameterOp).ToList();
        return (new ComputationGraph(
        [
            new Output("y", OutputKind.PerExample, y), new Output("loss", OutputKind.Total, loss), new Output("explanation", OutputKind.PerExample, Functions.GradientOf(y.Square().SumPerExample(), x, "s")),
            .. parameters.Select(parameter => new Output($"p{build.Offset(parameter)}", OutputKind.Gradient, Functions.GradientOf(loss, parameter, "L"), build.Offset(parameter))),
        ]), build.Sample());
    }

    private static Node Convolve(CaseBuilder build, int groups) =>
        build.Builder.Apply(new ConvolutionOp(new Window(3, 3), Filters, groups), build.Batched(-1, 1, 8, 7, 2), build.Whole(-1, 1, 3, 3, 2, Filters));
}
