using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Graph.Tests.Scheduling;

public class LivenessTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Fact]
    public void A_value_lives_from_its_instruction_to_its_last_reader()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("features", Shape.PerExample(3));
        var (a, b) = (x.Exp().Named("a"), x.Tanh().Named("b"));
        var schedule = Scheduler.Run(ModelPrograms.Compile(new ComputationGraph([new Output("y", OutputKind.PerExample, (a * b) + a.Square())])), 0);

        var ranges = Liveness.Compute(schedule.Passes[0]);

        // a is the first and is read by the product and by the square; b is read by the product alone.
        Assert.Equal(new LiveRange("a", 0, 3, 0, 3), ranges[0]);
        Assert.Equal(("b", 1, 2), (ranges[1].Label, ranges[1].First, ranges[1].Last));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Values_that_live_together_stand_apart(int seed)
    {
        foreach (var (schedule, first, second) in Together(seed))
        {
            Assert.InRange(first.Offset + first.Width, 1, schedule.Lengths.TileWidth);
            Assert.InRange(second.Offset + second.Width, 1, schedule.Lengths.TileWidth);
            Assert.False(first.Offset < second.Offset + second.Width && second.Offset < first.Offset + first.Width, $"{first} and {second}");
        }
    }

    [Fact]
    public void Most_graphs_have_values_that_live_together() =>
        Assert.True(Seeds.Count(seed => Together(seed.Data).Any()) > 50, "Too few random graphs hold two values at once for the test above to say anything.");

    // In place: the value that is read last gives its place to the one written by the same instruction.
    private static IEnumerable<(Schedule Schedule, LiveRange First, LiveRange Second)> Together(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed);
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length);
        return from pass in schedule.Passes
               let ranges = Liveness.Compute(pass)
               from first in ranges
               from second in ranges
               where second.First > first.First && second.First < first.Last
               select (schedule, first, second);
    }
}
