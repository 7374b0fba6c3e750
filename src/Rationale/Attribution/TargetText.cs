namespace Rationale.Attribution;

/// <summary>An attribution target in words, once its class is settled.</summary>
/// <param name="Target">The target as it was asked for.</param>
/// <param name="IsClassifier">Whether there are classes; a regressor has outputs.</param>
internal readonly record struct TargetText(Target Target, bool IsClassifier)
{
    /// <summary>The words for one class or output; for the sum over all of them where the index is negative.</summary>
    public string Format(int index, ScoreLabels labels)
    {
        var (number, all) = (Target.Output, IsClassifier) switch
        {
            (_, false) => ("output", "outputs"),
            (TargetOutput.Probability, _) => ("probability", "probabilities"),
            (TargetOutput.LogProbability, _) => ("log-probability", "log-probabilities"),
            _ => ("logit", "logits"),
        };
        return index < 0 ? $"sum of the {all}" : IsClassifier ? $"{number} of class {labels.Class(index)}" : $"{number} {labels.Class(index)}";
    }
}
