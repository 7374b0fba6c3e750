using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;

namespace Rationale.Training;

/// <summary>Makes the weights that a weighted task loss reads: the weight of an example times that of its class.</summary>
internal sealed class ExampleWeighting
{
    private readonly float[]? _classWeights;

    private ExampleWeighting(float[]? classWeights) => _classWeights = classWeights;

    /// <summary>What a model declares.</summary>
    public static ExampleWeighting Declared(ModelSpecification model) => new(model.Find<TaskLoss>() is { ClassWeights.Count: > 0 } loss ? [.. loss.ClassWeights] : null);

    /// <summary>What a training asks for.</summary>
    /// <param name="model">The model.</param>
    /// <param name="asked">The option; null for what the model declares.</param>
    /// <param name="train">The training data, or their first block.</param>
    public static ExampleWeighting Create(ModelSpecification model, ClassWeights? asked, Dataset train) =>
        asked is null ? Declared(model)
        : asked.IsBalanced ? new(ClassWeights.Balance(train.Labels.Span, Math.Max(2, model.Task.Outputs)))
        : new(asked.Values is { } values ? [.. values.Select(value => (float)value)] : null);

    /// <summary>Whether some data need a weighted loss.</summary>
    public bool Applies(params ReadOnlySpan<Dataset?> data)
    {
        foreach (var part in data)
        {
            if (part?.ExampleWeights is not null)
            {
                return true;
            }
        }

        return _classWeights is not null;
    }

    /// <summary>The data with a weight for each example; ones where nothing is weighted.</summary>
    public Dataset Apply(Dataset data)
    {
        if (_classWeights is null && data.ExampleWeights is not null)
        {
            return data;
        }

        var weights = data.ExampleWeights?.ToArray() ?? [.. Enumerable.Repeat(1f, data.Count)];
        var labels = data.Labels.Span;
        for (var i = 0; _classWeights is not null && i < labels.Length; i++)
        {
            weights[i] *= _classWeights[labels[i]];
        }

        return data.WithInput(ExampleWeights.Input, FeatureMatrix.FromArray(weights, 1));
    }
}
