using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Execution;
using Rationale.Tests.Models;

namespace Rationale.Gpu.Tests.Execution;

/// <summary>Sizes that no tile, strip or quad divides, and numbers at the ends of their range.</summary>
public class OddSizesTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 65)]
    [InlineData(17, 1)]
    [InlineData(33, 3)]
    [InlineData(65, 5)]
    public void A_step_is_that_of_the_definition(int width, int examples) => Check(width, examples, 1);

    [Fact]
    public void Huge_values_stay_finite_where_the_definition_does() => Check(3, 5, 1e4);

    [Fact]
    public void A_number_that_is_none_is_not_hidden()
    {
        var (model, sample) = Create(3, 5);
        sample.Columns[model.Inputs[0].Name][4] = double.NaN;
        using var run = new GpuRun<float>(ModelPrograms.Training(model), sample);
        Assert.Contains(run.Run().Totals.Values, float.IsNaN);
    }

    private static void Check(int width, int examples, double scale)
    {
        var (model, sample) = Create(width, examples);
        var column = sample.Columns[model.Inputs[0].Name];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] *= scale;
        }

        var graph = ModelPrograms.Training(model);
        Near.Check(OracleRun.Run(graph, sample).All(), GpuRun<float>.Of(graph, sample).All(), 1e-5);
    }

    private static (ModelSpecification, Oracle.Sample) Create(int width, int examples)
    {
        var model = Small.Create(width, Small.Classes(2), new DenseLayer(width, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(2, true, Initialization.PyTorchDefault)) with { Objectives = TaskLoss.With(Small.Sum) };
        return (model, ModelSample.Create(model, examples, seed: 3));
    }
}
