using Rationale.Graph.Models;

namespace Rationale.Attribution;

/// <summary>An attribution target in words.</summary>
/// <param name="Output">Which number of a class.</param>
/// <param name="IsClassifier">Whether there are classes; a regressor has outputs.</param>
internal readonly record struct TargetText(AttributedOutput Output, bool IsClassifier)
{
    /// <summary>The words for a scalar of a graph.</summary>
    public static TargetText From(ExplainedScalar scalar, ModelTask task) => new(
        scalar switch
        {
            ExplainedScalar.PredictedProbability or ExplainedScalar.LabeledProbability => AttributedOutput.Probability,
            ExplainedScalar.SumOfLogProbabilities or ExplainedScalar.MaxLogProbability or ExplainedScalar.LabeledLogProbability => AttributedOutput.LogProbability,
            _ => AttributedOutput.Logit,
        },
        task is ClassifierTask);

    /// <summary>The words for one class or output; for the sum over all of them where the index is negative.</summary>
    public string Of(int index, ScoreLabels labels)
    {
        var (number, all) = (Output, IsClassifier) switch
        {
            (_, false) => ("output", "outputs"),
            (AttributedOutput.Probability, _) => ("probability", "probabilities"),
            (AttributedOutput.LogProbability, _) => ("log-probability", "log-probabilities"),
            _ => ("logit", "logits"),
        };
        return index < 0 ? $"sum of the {all}" : IsClassifier ? $"{number} of class {labels.Class(index)}" : $"{number} {labels.Class(index)}";
    }
}
