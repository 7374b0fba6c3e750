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
        var x = builder.Input("features", Shape.Rows(3));
        var (a, b) = (x.Exp().Named("a"), x.Tanh().Named("b"));
        var schedule = Scheduler.Run(ModelPrograms.Compile(new ComputationGraph([new Output("y", OutputKind.Rows, (a * b) + a.Square())])), 0);

        var ranges = Liveness.Of(schedule.Passes[0]);

        // a is the first and is read by the product and by the square; b is read by the product alone.
        Assert.Equal(new LiveRange("a", 0, 3, 0, 3), ranges[0]);
        Assert.Equal(("b", 1, 2), (ranges[1].Label, ranges[1].First, ranges[1].Last));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Values_that_live_together_stand_apart(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed);
        var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length);
        var pairs = 0;
        foreach (var pass in schedule.Passes)
        {
            var ranges = Liveness.Of(pass);
            Assert.All(ranges, range => Assert.InRange(range.Offset + range.Width, 1, schedule.Lengths.TileWidth));
            foreach (var (first, second) in ranges.SelectMany(first => ranges.Where(second => second.First > first.First).Select(second => (first, second))))
            {
                // In place: the value that is read last gives its place to the one written by the same instruction.
                var together = second.First < first.Last;
                pairs += together ? 1 : 0;
                Assert.False(together && first.Offset < second.Offset + second.Width && second.Offset < first.Offset + first.Width, $"{first} and {second}");
            }
        }

        Assert.True(pairs > 0, "no two values live together, so nothing was looked at");
    }
}
