using Rationale.Data;

namespace Rationale.SelfExplaining;

/// <summary>The labels of explained examples.</summary>
internal static class ConceptLabels
{
    /// <exception cref="ArgumentException">Examples and explanations differ in number, or there are no labels or no examples.</exception>
    public static int[] Find(ConceptExplanations explanations, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentNullException.ThrowIfNull(data);
        return data.Count != explanations.Count || data.Count == 0
            ? throw new ArgumentException($"{explanations.Count} explanations of {data.Count} examples were given; give the examples that were explained, at least one.")
            : data.Labels.Length != data.Count
                ? throw new ArgumentException("The examples have no class labels to compare with; use Dataset.ForClassification.")
                : data.Labels.ToArray();
    }
}
