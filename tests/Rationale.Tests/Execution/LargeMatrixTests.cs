using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Scheduling;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>A matrix that products read where it stands gives the bits of one that is packed.</summary>
public class LargeMatrixTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Reading_where_it_stands_changes_no_bit(int seed)
    {
        var (graph, sample) = RandomGraph.Make(seed, rows: 7);
        Assert.Equal(Run(int.MaxValue), Run(1));

        double[] Run(int largeMatrix)
        {
            var schedule = Scheduler.Run(ModelPrograms.Compile(graph), sample.Parameters.Length, largeMatrix: largeMatrix);
            using var runner = new Runner<double>(new InterpretedProgram<double>(schedule), sample, new ExecutionOptions { Workers = 2, TileSize = 3 });
            return runner.Run().All();
        }
    }

    [Fact]
    public void Random_graphs_do_have_products_with_matrices()
    {
        var products = Seeds.Select(seed => RandomGraph.Make(seed.Data, rows: 7))
            .Where(made => Scheduler.Run(ModelPrograms.Compile(made.Graph), made.Sample.Parameters.Length, largeMatrix: 1).Passes.Any(pass => pass.Tile.Any(instruction => instruction.Operator is MatrixProductOp)));
        Assert.Equal(30, products.Take(30).Count());
    }
}
