using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Tests.Objectives;

public sealed class WeightedTaskLossTests
{
    /// <summary>Every derivative of the weighted loss by central differences, in double precision, for sums and for weighted means.</summary>
    [Theory]
    [InlineData(Reduction.Sum, 1, 64)]
    [InlineData(Reduction.Sum, 2, 3)]
    [InlineData(Reduction.Mean, 1, 64)]
    [InlineData(Reduction.Mean, 2, 3)]
    public void Gradients_are_those_of_finite_differences(Reduction reduction, int workers, int tile)
    {
        var model = ExampleWeights.Require(Small.Mlp(4, new ClassifierTask(3, reduction)));
        var sample = ModelSample.Create(model, rows: 5, seed: 11);
        sample = sample with { Columns = new Dictionary<string, double[]>(sample.Columns) { [ExampleWeights.Input] = [0.5, 1, 0, 2.5, 1.5] } };
        var program = InterpretedProgram<double>.FromGraph(ModelPrograms.Training(model), sample.Parameters.Length);
        using var runner = new Runner<double>(program, sample, new ExecutionOptions { Workers = workers, TileSize = tile });
        runner.AssertGradients();
    }
}
