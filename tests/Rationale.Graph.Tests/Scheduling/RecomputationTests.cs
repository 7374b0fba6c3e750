using Rationale.Graph.Models;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Scheduling;

/// <summary>Values that are computed again rather than kept.</summary>
public class RecomputationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_order_with_values_computed_again_is_right_and_not_wider(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed);
        var compiled = ModelPrograms.Compile(graph);
        var (kept, again) = (Scheduler.Run(compiled, sample.Parameters.Length), Scheduler.Run(compiled, sample.Parameters.Length, keptWidth: 0));

        Assert.Empty(ScheduleChecker.Errors(again));
        Assert.InRange(again.Lengths.TileWidth, 0, kept.Lengths.TileWidth);
    }

    [Fact]
    public void A_narrow_arena_keeps_everything() => Assert.Equal(0, Again(Chain(width: 100)));

    [Fact]
    public void A_wide_arena_gives_up_what_waits_and_computes_it_again()
    {
        var (wide, everything) = (Scheduler.Run(Chain(width: 10_000), 0), Scheduler.Run(Chain(width: 10_000), 0, keptWidth: int.MaxValue));

        // a and b wait while the arena is fullest, and each is one elementwise function of a column.
        Assert.Equal((0, 2), (Again(everything), Again(wide)));
        Assert.InRange(everything.Lengths.TileWidth - wide.Lengths.TileWidth, 19_990, 20_000);
        Assert.Empty(ScheduleChecker.Errors(wide));
    }

    [Fact]
    public void A_product_is_kept()
    {
        // z1 waits, but to compute it again would take 64 products an element.
        var builder = new GraphBuilder();
        var x = builder.Input("features", Shape.PerExample(64));
        var wait = x.MatMul(builder.Apply(new ParameterOp("W1", 0, Shape.Unbatched(64, 30_000)))).Named("wait");
        var (full, other) = (x.MatMul(builder.Apply(new ParameterOp("W2", 64 * 30_000, Shape.Unbatched(64, 30_000)))), x.MatMul(builder.Apply(new ParameterOp("W3", 2 * 64 * 30_000, Shape.Unbatched(64, 30_000)))));
        var sum = (full * other).SumTo(Shape.PerExample(1));
        var graph = new ComputationGraph([new Output("y", OutputKind.PerExample, wait.Square().SumTo(Shape.PerExample(1)) + (wait * sum).SumTo(Shape.PerExample(1)))]);

        Assert.Equal(0, Again(Scheduler.Run(ModelPrograms.Compile(graph), 3 * 64 * 30_000)));
    }

    [Fact]
    public void A_sum_over_the_batch_runs_as_soon_as_what_it_adds_is_there()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("features", Shape.PerExample(3));
        var (a, b) = (x.Exp().Named("a"), x.Tanh().Named("b"));
        var y = (b + b.Square()).Named("y");
        var graph = new ComputationGraph([new Output("y", OutputKind.PerExample, y), new Output("total", OutputKind.Total, a.SumTo(Shape.Unbatched(1)))]);

        var tile = Scheduler.Run(ModelPrograms.Compile(graph), 0).Passes[0].Tile.ToList();

        Assert.Equal(1, tile.FindIndex(instruction => instruction.Accumulate) - tile.FindIndex(instruction => instruction.Output.Label == "a"));
    }

    private static int Again(Schedule schedule) => schedule.Passes.Sum(pass => pass.Tile.Count(instruction => instruction.Output.Label.EndsWith(" again", StringComparison.Ordinal)));

    private static int Again(ComputationGraph graph) => Again(Scheduler.Run(graph, 0));

    /// <summary>Two cheap values that are read at once and again at the end, and between them a wide detour.</summary>
    private static ComputationGraph Chain(int width)
    {
        var builder = new GraphBuilder();
        var x = builder.Input("features", Shape.PerExample(width));
        var (a, b) = (x.Exp().Named("a"), x.Tanh().Named("b"));
        var start = (a * b).SumTo(Shape.PerExample(1));
        var (c, d) = ((x * start).Exp(), (x * start).Tanh());
        var detour = (c * d).SumTo(Shape.PerExample(1));
        return ModelPrograms.Compile(new ComputationGraph([new Output("y", OutputKind.PerExample, ((a * detour) + b).SumTo(Shape.PerExample(1)))]));
    }
}
