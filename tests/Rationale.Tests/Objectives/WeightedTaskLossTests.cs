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
        var gradients = runner.Run().Gradients.ToArray();
        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 1e-3);
        for (var i = 0; i < sample.Parameters.Length; i++)
        {
            var (step, value) = (1e-5, runner.Parameters.Span[i]);
            double At(double shifted)
            {
                runner.Parameters.Span[i] = shifted;
                return runner.Run().Totals[ModelPrograms.Loss];
            }

            var expected = (At(value + step) - At(value - step)) / (2 * step);
            runner.Parameters.Span[i] = value;
            Assert.Equal(expected, gradients[i], 1e-6 * Math.Max(1, Math.Abs(expected)));
        }
    }
}
