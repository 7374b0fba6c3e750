namespace Rationale.Metrics;

/// <summary>
/// Area under the ROC curve: the probability that an example of a class scores higher than one of another class, equal scores counting half (Mann and Whitney's U, by
/// midranks). Of more than two classes, the mean over each class against the rest (one-vs-rest, macro).
/// </summary>
internal static class RocAuc
{
    /// <summary>The area; classes without examples, or without examples of other classes, are left out. Not a number where no class is left.</summary>
    public static double Compute(Outcomes outcomes)
    {
        if (outcomes.Classes == 2)
        {
            return Binary(outcomes);
        }

        var logProbabilities = new double[outcomes.Count * outcomes.Classes];
        for (var example = 0; example < outcomes.Count; example++)
        {
            LogProbabilities.Compute(outcomes[example], logProbabilities.AsSpan(example * outcomes.Classes, outcomes.Classes));
        }

        var (sum, classes) = (0.0, 0);
        var (scores, order) = (new double[outcomes.Count], new int[outcomes.Count]);
        for (var k = 0; k < outcomes.Classes; k++)
        {
            for (var example = 0; example < scores.Length; example++)
            {
                scores[example] = logProbabilities[(example * outcomes.Classes) + k];
            }

            var area = Compute(scores, order, outcomes.Labels, k);
            (sum, classes) = double.IsNaN(area) ? (sum, classes) : (sum + area, classes + 1);
        }

        return classes == 0 ? double.NaN : sum / classes;
    }

    /// <summary>Two classes are ranked by the difference of their logits, which, unlike the probability, does not saturate.</summary>
    private static double Binary(Outcomes outcomes)
    {
        var scores = new double[outcomes.Count];
        for (var example = 0; example < scores.Length; example++)
        {
            var logits = outcomes[example];
            scores[example] = logits.Length == 1 ? logits[0] : (double)logits[1] - logits[0];
        }

        return Compute(scores, new int[scores.Length], outcomes.Labels, 1);
    }

    /// <summary>The area for one class against the rest; sorts the scores in place.</summary>
    internal static double Compute(double[] scores, int[] order, ReadOnlySpan<int> labels, int positive)
    {
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        Array.Sort(scores, order);
        var (positives, rankSum) = (0L, 0.0);
        for (var first = 0; first < scores.Length;)
        {
            var (end, hits) = (first, 0);
            for (; end < scores.Length && scores[end] == scores[first]; end++)
            {
                hits += labels[order[end]] == positive ? 1 : 0;
            }

            // Ranks first + 1 to end share their mean.
            rankSum += hits * ((first + 1 + end) / 2.0);
            positives += hits;
            first = end;
        }

        var negatives = scores.Length - positives;
        return positives == 0 || negatives == 0 ? double.NaN : (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
