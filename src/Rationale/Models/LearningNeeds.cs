using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Models;

/// <summary>What the layers of a model ask of a training besides gradients.</summary>
/// <param name="MinBatchSize">Fewest examples of a batch.</param>
/// <param name="Buffers">Ranges of the flat parameters that a step gives new values.</param>
internal sealed record LearningNeeds(int MinBatchSize, (int Start, int Length)[] Buffers)
{
    public static LearningNeeds From(ModelGraph graph) => new(graph.MinBatchSize, [.. graph.Updates.Select(update => (update.Offset, update.Value.Shape.Length))]);

    /// <summary>Takes over what a step has left behind its gradients.</summary>
    public void Update(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        foreach (var (start, length) in Buffers)
        {
            gradients.Slice(start, length).CopyTo(parameters.Slice(start, length));
        }
    }

    /// <summary>Refuses, before anything has changed, data whose last batch is one from which the layers cannot learn.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="examples">Examples of an epoch; negative where they are not known.</param>
    /// <param name="plan">How batches are cut.</param>
    public void CheckLast(string model, long examples, TrainingPlan plan)
    {
        var last = examples % plan.BatchSize;
        if (examples > 0 && last > 0 && !plan.Options.DropLast)
        {
            Check(model, (int)last + (plan.Options.AlwaysInclude?.Count ?? 0));
        }
    }

    /// <summary>Refuses a batch from which the layers cannot learn.</summary>
    public void Check(string model, int examples)
    {
        if (examples < MinBatchSize)
        {
            throw new ArgumentException($"A batch of {examples} example reached '{model}', but its [BatchNorm] needs at least {MinBatchSize} examples to have a variance; set DropLast, or another BatchSize.");
        }
    }
}
