using Rationale.Graph.Models;

namespace Rationale.Models;

/// <summary>What the layers of a model ask of a training besides gradients.</summary>
/// <param name="LeastRows">Fewest rows of a batch.</param>
/// <param name="States">Ranges of the flat parameters that a step gives new values.</param>
internal sealed record LearningNeeds(int LeastRows, (int Start, int Length)[] States)
{
    public static LearningNeeds Of(ModelGraph graph) => new(graph.LeastRows, [.. graph.Updates.Select(update => (update.Offset, update.Value.Shape.Length))]);

    /// <summary>Takes over what a step has left behind its gradients.</summary>
    public void Update(Span<float> parameters, ReadOnlySpan<float> gradients)
    {
        foreach (var (start, length) in States)
        {
            gradients.Slice(start, length).CopyTo(parameters.Slice(start, length));
        }
    }

    /// <summary>Refuses a batch from which the layers cannot learn.</summary>
    public void Check(string model, int rows)
    {
        if (rows < LeastRows)
        {
            throw new ArgumentException($"A batch of {rows} row reached '{model}', but its [BatchNorm] needs at least {LeastRows} rows to have a variance; set DropLast, or another BatchSize.");
        }
    }
}
