using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>What a model says about one example.</summary>
/// <param name="Outputs">Logits of a classifier, numbers of a regressor.</param>
/// <param name="Probabilities">Probability of each class (of no and yes, for a single logit); empty for a regressor.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Prediction(IReadOnlyList<float> Outputs, IReadOnlyList<float> Probabilities)
{
    /// <summary>The most probable class; −1 for a regressor.</summary>
    public int Class => Probabilities.Count == 0 ? -1 : Classes.Predicted([.. Outputs]);

    internal static Prediction FromOutputs(ModelTask task, ReadOnlySpan<float> outputs) =>
        new(outputs.ToArray(), task is ClassifierTask ? Classes.Probabilities(outputs) : []);
}

/// <summary>What a model says about many examples.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class Predictions
{
    private readonly ModelTask _task;
    private readonly float[] _outputs;

    internal Predictions(ModelTask task, float[] outputs) => (_task, _outputs) = (task, outputs);

    /// <summary>Number of examples.</summary>
    public int Count => _outputs.Length / _task.Outputs;

    /// <summary>What the model says about one example.</summary>
    public Prediction this[int row] => Prediction.FromOutputs(_task, Outputs(row));

    /// <summary>Outputs of one example: logits of a classifier, numbers of a regressor.</summary>
    public ReadOnlySpan<float> Outputs(int row) => _outputs.AsSpan(row * _task.Outputs, _task.Outputs);

    /// <summary>The most probable class of one example.</summary>
    /// <exception cref="InvalidOperationException">The model is a regressor.</exception>
    public int ClassOf(int row) => _task is ClassifierTask
        ? Classes.Predicted(Outputs(row))
        : throw new InvalidOperationException("A class was asked for, but the model is a regressor; read Outputs instead.");
}
