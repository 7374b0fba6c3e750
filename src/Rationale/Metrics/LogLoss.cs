namespace Rationale.Metrics;

/// <summary>The mean of −log p of the labeled class (cross-entropy in nats), from the logits: nothing is clipped, and a confident error costs what it costs.</summary>
internal static class LogLoss
{
    /// <summary>The mean over all examples.</summary>
    public static double Compute(Outcomes outcomes)
    {
        var (sum, logProbabilities) = (0.0, new double[outcomes.Classes]);
        for (var example = 0; example < outcomes.Count; example++)
        {
            LogProbabilities.Compute(outcomes[example], logProbabilities);
            sum -= logProbabilities[outcomes.Labels[example]];
        }

        return sum / outcomes.Count;
    }
}
