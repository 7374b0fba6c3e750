using Rationale.Execution;
using Rationale.Execution.Interpreter;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Tests.Execution;

/// <summary>What an executor of predictions holds: a service has one for each request at a time.</summary>
public sealed class PredictionMemoryTests
{
    [Fact]
    public void Predicting_takes_neither_panels_nor_gradients_of_large_matrices()
    {
        var model = new ModelSpecification(
            "wide",
            EquatableArray.Create(300),
            new EquatableArray<Layer>((Layer[])[Dense(512), new Graph.Models.ReluLayer(), Dense(64), new Graph.Models.ReluLayer(), Dense(3)]),
            new ClassifierTask(3, Reduction.Sum),
            TaskLoss.With(),
            new TrainingDefaults());
        var length = ModelGraph.Build(model, training: false).ParameterLength;
        var program = InterpretedProgram<float>.FromGraph(ModelPrograms.Prediction(model), length);
        using var parameters = new AlignedBuffer<float>(length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var executor = new Executor<float>(program, parameters, new ExecutionOptions { Workers = 1, TileSize = 1 });
        var taken = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(taken, 1, length * sizeof(float) / 16);
        Assert.InRange(executor.MemoryBytes, 1, taken);
        Assert.Equal(new float[length], executor.Gradients.ToArray());
    }

    private static DenseLayer Dense(int units) => new(units, true, Initialization.PyTorchDefault);
}
