using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>A value that is computed again is the same value: whole runs agree to the last bit.</summary>
public class RecomputationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Computing_again_changes_no_bit(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed, rows: 7);
        Assert.Equal(Run(int.MaxValue), Run(0));

        double[] Run(int keptWidth)
        {
            var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length, keptWidth);
            using var runner = new Runner<double>(new InterpretedProgram<double>(schedule), sample, new ExecutionOptions { Workers = 2, TileSize = 3 });
            return runner.Run().All();
        }
    }

    [Fact]
    public void Random_graphs_do_compute_again()
    {
        var again = Seeds.Select(seed => RandomGraph.Make(seed.Data, rows: 7))
            .Where(made => Scheduler.Run(ModelPrograms.Compile(made.Graph), made.Sample.Parameters.Length, keptWidth: 0).ToString().Contains(" again", StringComparison.Ordinal));
        Assert.Equal(30, again.Take(30).Count());
    }
}
