using Rationale.Execution;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Schedule, kernels and executor on random graphs, against a naive evaluation of the graph before any simplification.</summary>
public class RandomGraphTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_program_gives_what_the_graph_means(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed, rows: 1 + (seed % 11));
        var expected = OracleRun.Run(graph, sample).All();
        foreach (var options in new[] { new ExecutionOptions { Workers = 1, TileSize = 64 }, new ExecutionOptions { Workers = 1, TileSize = 3 }, new ExecutionOptions { Workers = 3, TileSize = 2 } })
        {
            Near.Check(expected, Runner.Run<double>(graph, sample, options, gather: seed % 2 == 0).All(), 1e-10, $"seed {seed}, {options.Workers} workers, tiles of {options.TileSize}:");
        }
    }
}
