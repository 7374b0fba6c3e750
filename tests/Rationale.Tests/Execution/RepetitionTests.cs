using Rationale.Execution;
using Rationale.Graph;
using Rationale.Oracle;

namespace Rationale.Tests.Execution;

/// <summary>Values repeated and reduced along any dimensions, where no single block is enough.</summary>
public sealed class RepetitionTests
{
    public static TheoryData<int[], int[], bool> Shapes => new()
    {
        { [1, 1, 3], [2, 4, 3], true },
        { [2, 1, 3], [2, 4, 3], true },
        { [2, 1, 3], [2, 4, 3], false },
        { [1, 4, 1], [2, 4, 3], true },
        { [2, 1, 3, 1, 2], [2, 2, 3, 2, 2], false },
        { [4, 1], [2, 4, 3], false },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_and_repetitions_are_those_of_their_definition(int[] small, int[] full, bool batched)
    {
        var builder = new GraphBuilder();
        var shape = new Shape(true, new EquatableArray<int>(full));
        var reduced = new Shape(batched, new EquatableArray<int>(small));
        var x = builder.Input("features", shape);
        var squared = x * x;
        var sum = squared.SumTo(reduced);
        var repeated = (sum.BroadcastTo(shape) * x) - sum;
        var graph = new ComputationGraph([
            new Output("repeated", OutputKind.PerExample, repeated.Flatten()),
            new Output("slope", OutputKind.PerExample, Functions.GradientOf(repeated.Square().SumPerExample(), x, "s").Flatten()),
        ]);
        const int Rows = 3;
        var values = Enumerable.Range(0, Rows * shape.Length).Select(i => Math.Sin(1.7 * i)).ToArray();
        var sample = new Sample(Rows, new Dictionary<string, double[]> { ["features"] = values }, new int[Rows], new Dictionary<string, double>(), []);
        var result = Runner.Run<double>(graph, sample, new ExecutionOptions { Workers = 2, TileSize = batched ? 1 : 2 });
        Near.Check(Expected(values, small, full, batched, Rows), result.Rows["repeated"], 1e-12, "repeated");
        Near.Check(OracleRun.Run(graph, sample).Rows["slope"], result.Rows["slope"], 1e-10, "slope");
    }

    /// <summary>(sum · x) − sum, by index arithmetic alone.</summary>
    private static double[] Expected(double[] x, int[] small, int[] full, bool batched, int rows)
    {
        var length = full.Aggregate(1, (product, extent) => product * extent);
        var sums = new Dictionary<string, double>();
        for (var i = 0; i < x.Length; i++)
        {
            sums[Place(i)] = sums.GetValueOrDefault(Place(i)) + (x[i] * x[i]);
        }

        return [.. x.Select((value, i) => (sums[Place(i)] * value) - sums[Place(i)])];

        string Place(int index)
        {
            var (row, rest, place) = (index / length, index % length, "");
            for (var axis = full.Length - 1; axis >= 0; axis--)
            {
                var own = axis - (full.Length - small.Length);
                place += own >= 0 && small[own] != 1 ? $" {axis}:{rest % full[axis]}" : "";
                rest /= full[axis];
            }

            return batched ? $"{row}{place}" : place;
        }
    }
}
