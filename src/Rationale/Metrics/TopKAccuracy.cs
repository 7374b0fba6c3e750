namespace Rationale.Metrics;

/// <summary>Share of the examples whose labeled class is among the k most probable; of equally probable classes the first ranks first, as in a prediction.</summary>
internal static class TopKAccuracy
{
    /// <summary>The share; 1 where k is the number of classes or more.</summary>
    public static double Compute(Outcomes outcomes, int k)
    {
        if (k == 1 || outcomes.Classes == 2)
        {
            return k > 1 ? 1 : Share(outcomes, (example, label) => outcomes.Predicted[example] == label);
        }

        return Share(outcomes, (example, label) => Rank(outcomes[example], label) < k);
    }

    private static double Share(Outcomes outcomes, Func<int, int, bool> isHit)
    {
        var hits = 0;
        for (var example = 0; example < outcomes.Count; example++)
        {
            hits += isHit(example, outcomes.Labels[example]) ? 1 : 0;
        }

        return (double)hits / outcomes.Count;
    }

    private static int Rank(ReadOnlySpan<float> logits, int label)
    {
        var before = 0;
        for (var k = 0; k < logits.Length; k++)
        {
            before += logits[k] > logits[label] || (logits[k] == logits[label] && k < label) ? 1 : 0;
        }

        return before;
    }
}
