using System.Numerics.Tensors;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;

namespace Rationale.Metrics;

/// <summary>What a model gave for some examples, beside what it should have given: all that metrics look at. Everything is computed in double precision.</summary>
/// <param name="task">What the outputs mean.</param>
/// <param name="labels">The class of each example; empty for a regressor.</param>
/// <param name="targets">The targets of each example; null for a classifier.</param>
/// <param name="outputs">[examples × outputs] logits, or numbers of a regressor.</param>
/// <param name="rule">How logits become classes; null for the most probable one.</param>
internal sealed class Outcomes(ModelTask task, ReadOnlyMemory<int> labels, FeatureMatrix? targets, float[] outputs, DecisionRule? rule = null)
{
    private int[]? _predicted;

    /// <summary>Whether the outputs are those of a classifier.</summary>
    public bool IsClassifier { get; } = task is ClassifierTask;

    /// <summary>Outputs of one example: one for a binary classifier with a single logit.</summary>
    public int Width { get; } = task.Outputs;

    /// <summary>Number of classes; 0 for a regressor.</summary>
    public int Classes { get; } = task is ClassifierTask classifier ? Math.Max(2, classifier.Classes) : 0;

    /// <summary>Number of examples.</summary>
    public int Count { get; } = outputs.Length / task.Outputs;

    /// <summary>Whether every output is a finite number. Where one is not, no metric is a number.</summary>
    public bool AreFinite { get; } = TensorPrimitives.IsFiniteAll<float>(outputs);

    /// <summary>The class of each example.</summary>
    public ReadOnlySpan<int> Labels => labels.Span;

    /// <summary>All outputs, example after example.</summary>
    public ReadOnlySpan<float> Outputs => outputs;

    /// <summary>The targets, example after example.</summary>
    public float[] Targets() => targets?.ToArray() ?? [];

    /// <summary>The class that is decided for, of each example; −1 where an output is not finite.</summary>
    public ReadOnlySpan<int> Predicted => _predicted ??= Predict();

    /// <summary>Outputs of one example.</summary>
    public ReadOnlySpan<float> this[int example] => outputs.AsSpan(example * Width, Width);

    private int[] Predict()
    {
        var predicted = new int[Count];
        for (var example = 0; example < Count; example++)
        {
            predicted[example] = TensorPrimitives.IsFiniteAll(this[example]) ? (rule ?? DecisionRule.MostProbable).Decide(this[example]) : -1;
        }

        return predicted;
    }
}
