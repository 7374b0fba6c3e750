namespace Rationale.Attribution;

/// <summary>Attribution targets as the scalars of graphs. A class that is named is, to a graph, the labeled one: the labels that it is given name it.</summary>
internal static class TargetScalars
{
    /// <summary>The scalar that a target is; that of the sum of probabilities, which is always 1, does not exist.</summary>
    public static ExplainedScalar ToScalar(this Target target) => (target.Output, target.Index is null ? target.Class : TargetClass.Labeled) switch
    {
        (TargetOutput.LogProbability, TargetClass.All) => ExplainedScalar.SumOfLogProbabilities,
        (TargetOutput.LogProbability, TargetClass.Predicted) => ExplainedScalar.MaxLogProbability,
        (TargetOutput.LogProbability, _) => ExplainedScalar.LabeledLogProbability,
        (TargetOutput.Probability, TargetClass.Predicted) => ExplainedScalar.PredictedProbability,
        (TargetOutput.Probability, _) => ExplainedScalar.LabeledProbability,
        (_, TargetClass.All) => ExplainedScalar.SumOfOutputs,
        (_, TargetClass.Predicted) => ExplainedScalar.PredictedLogit,
        _ => ExplainedScalar.LabeledLogit,
    };
}
