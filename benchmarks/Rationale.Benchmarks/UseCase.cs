using System.Diagnostics;
using Rationale.Data;

namespace Rationale.Benchmarks;

/// <summary>What a service asks of a trained model: the classes of a few examples, or how well they are told, one call after the other.</summary>
/// <param name="kind">Which of them.</param>
/// <param name="network">Sizes of the network, as in the peer's name of it.</param>
/// <param name="create">Makes the model.</param>
/// <param name="examples">Examples of a call.</param>
public sealed class UseCase(UseKind kind, string network, Func<IModel> create, int examples) : IBenchmarkCase
{
    private readonly Lazy<(IModel Model, Dataset Data, float[] First)> _state = new(() =>
    {
        var model = create();
        var data = SyntheticData.For(model.Specification, examples);
        return (model, data, data.Features.Row(0));
    });

    /// <inheritdoc/>
    public string Name => $"{(kind == UseKind.Predict ? "predict" : "evaluate")}-{network}-x{examples}";

    /// <inheritdoc/>
    public int Steps => 1000;

    /// <inheritdoc/>
    public double Asked => double.NaN;

    /// <inheritdoc/>
    public IReadOnlyList<string> PeerNames => [Name];

    /// <inheritdoc/>
    public string Unit => "us/call";

    /// <inheritdoc/>
    public long Operations => examples * StepSchedule.PredictionOperations(_state.Value.Model.Specification);

    /// <inheritdoc/>
    public double RunMicroseconds(int steps)
    {
        var (model, data, first) = _state.Value;
        Action call = kind == UseKind.Evaluate ? () => model.Evaluate(data) : examples == 1 ? () => Predict(model, first) : () => Predict(model, data);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < steps; i++)
        {
            call();
        }

        return clock.Elapsed.TotalMicroseconds / steps;
    }

    private static int Predict(IModel model, float[] example) => model.Predict(example).Class;

    private static int Predict(IModel model, Dataset data)
    {
        var (predictions, sum) = (model.Predict(data.Features), 0);
        for (var i = 0; i < predictions.Count; i++)
        {
            sum += predictions.ClassOf(i);
        }

        return sum;
    }
}

/// <summary>What is asked of a model.</summary>
public enum UseKind
{
    /// <summary>The classes of the examples.</summary>
    Predict,

    /// <summary>The loss and the accuracy of the examples.</summary>
    Evaluate,
}
