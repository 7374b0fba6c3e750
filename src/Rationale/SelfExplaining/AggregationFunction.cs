using Rationale.CompilerServices;
using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.SelfExplaining;

/// <summary>φ of a model's own aggregation, as a function of numbers.</summary>
internal sealed class AggregationFunction
{
    private readonly Executor<float> _executor;
    private readonly ProgramLayout _layout;
    private readonly Lock _gate = new();

    private AggregationFunction(EquatableArray<Layer> layers)
    {
        var model = new ModelSpecification("aggregation", EquatableArray.Create(1), layers, new RegressorTask(1, Reduction.Mean), EquatableArray.Create<ObjectiveTerm>(new TaskLoss()), new TrainingDefaults());
        var program = new ProgramSource(model).Prediction;
        _layout = program.Layout;

        // One worker has no thread of its own, and memory is the collector's: there is nothing to dispose.
        _executor = new Executor<float>(program, new AlignedBuffer<float>(0), new ExecutionOptions { Workers = 1 });
    }

    /// <summary>The function of a network; null if it adds contributions as they are.</summary>
    public static AggregationFunction? TryCreate(SelfExplainingNetwork network) => network.Aggregation.Count == 0 ? null : new AggregationFunction(network.Aggregation);

    /// <summary>φ of each number.</summary>
    public float[] Map(float[] values)
    {
        var mapped = new float[values.Length];
        lock (_gate)
        {
            _executor.Run(new NamedBatch(_layout, values.Length, new Dictionary<string, float[]> { ["features"] = values }), 0, new Memory<float>[] { mapped });
        }

        return mapped;
    }
}
