using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Which convolutions are joined with the poolings behind them, and that schedules with them are right.</summary>
public sealed class PooledScheduleTests
{
    public static TheoryData<string> Cases => new(OperatorCases.All.Keys.Where(name => name.Contains("pool", StringComparison.OrdinalIgnoreCase)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Joined_schedules_are_right(string name)
    {
        var one = new DerivativeCase(OperatorCases.All[name]);
        foreach (var second in new[] { false, true })
        {
            Assert.Empty(ScheduleChecker.Errors(Scheduler.Run(ModelPrograms.Compile(one.Graph(second)), one.ParameterLength, joinsPoolings: true)));
        }
    }

    [Fact]
    public void What_stands_at_maxima_is_not_written_out()
    {
        var joined = Tile(Gradient(new Window(2, 2, 2), out _), joins: true);
        Assert.Contains(joined, instruction => instruction.Operator is PooledInputGradientOp { Epilogue: Epilogue.None });
        Assert.Contains(joined, instruction => instruction.Operator is PooledWeightGradientOp && instruction.Accumulate);
        Assert.Contains(joined, instruction => instruction.Operator is PooledConvolutionOp { Epilogue: Epilogue.ReluBackward });
        Assert.DoesNotContain(joined, instruction => instruction.Operator is MaxPoolBackwardOp or MaxPoolGatherOp or ConvolutionWeightGradientOp);
    }

    [Fact]
    public void For_devices_of_many_threads_nothing_is_joined()
    {
        var apart = Tile(Gradient(new Window(2, 2, 2), out _), joins: false);
        Assert.Contains(apart, instruction => instruction.Operator is MaxPoolBackwardOp);
        Assert.DoesNotContain(apart, instruction => instruction.Operator is PooledOp);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void Windows_that_overlap_or_are_small_are_not_joined(int size, int stride) =>
        Assert.DoesNotContain(Tile(Gradient(new Window(size, size, stride), out _), joins: true), instruction => instruction.Operator is PooledOp);

    [Fact]
    public void A_cotangent_that_is_wanted_itself_is_written_out()
    {
        var graph = Gradient(new Window(2, 2, 2), out var convolved);
        var inner = Functions.GradientOf(graph.Outputs[0].Value, convolved, "s");
        var tile = Tile(graph with { Outputs = [.. graph.Outputs, new Output("inner", OutputKind.PerExample, inner)] }, joins: true);
        Assert.Contains(tile, instruction => instruction.Operator is MaxPoolBackwardOp && instruction.Output.Region == Region.Output);
        Assert.DoesNotContain(tile, instruction => instruction.Operator is PooledInputGradientOp);
    }

    private static List<Instruction> Tile(ComputationGraph graph, bool joins)
    {
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), 1 << 16, joinsPoolings: joins);
        Assert.Empty(ScheduleChecker.Errors(schedule));
        return [.. schedule.Passes.SelectMany(pass => pass.Tile)];
    }

    /// <summary>The squared input gradient of a network of one convolution, and its gradient with respect to the filters.</summary>
    private static ComputationGraph Gradient(Window pool, out Node convolved)
    {
        var build = new CaseBuilder(rows: 3, seed: 1);
        var (x, filters) = (build.Batched(-1, 1, 8, 8, 8), build.Whole(-1, 1, 3, 3, 8, 4));
        convolved = build.Builder.Apply(new ConvolutionOp(new Window(3, 3), 4), x, filters);
        var score = build.Builder.Apply(new MaxPoolOp(pool), convolved).Relu().Square().SumPerExample();
        var loss = Functions.GradientOf(score, x, "s").Square().Total();
        return new ComputationGraph([new Output("score", OutputKind.PerExample, score), new Output("loss", OutputKind.Total, loss), new Output("filters", OutputKind.Gradient, Functions.GradientOf(loss, filters, "L"), build.Offset(filters))]);
    }
}
