namespace Rationale.SelfExplaining;

/// <summary>
/// Whether relevances say what happens when concepts are taken away: the correlation over concepts of the drop in the predicted class's probability with
/// what the explanation says (Alvarez-Melis and Jaakkola 2018, section 5.2). The constant concept of a bias does not count unless it is asked for: the authors' code leaves it out of explanations, and
/// nothing of an example is taken away with it.
/// </summary>
/// <param name="WithRelevance">Correlation with θ, as in the paper. Where concepts can be negative it may be low although nothing is wrong.</param>
/// <param name="WithContribution">Correlation with θ h, the part of the logit that goes.</param>
public readonly record struct Faithfulness(double WithRelevance, double WithContribution)
{
    /// <summary>The correlations of each example.</summary>
    /// <param name="explanations">The examples' explanations.</param>
    /// <param name="includeBias">Whether the constant concept of a bias counts as a concept.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between examples.</param>
    /// <returns>One entry for each example; NaN where there are fewer than two concepts, or one side is constant.</returns>
    public static IReadOnlyList<Faithfulness> Compute(ConceptExplanations explanations, bool includeBias = false, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        var found = new Faithfulness[explanations.Count];
        var share = new ShareDone(progress, found.Length);
        Parallel.For(0, found.Length, new ParallelOptions { CancellationToken = cancellationToken }, example =>
        {
            found[example] = Compute(explanations[example], includeBias);
            share.Add();
        });
        return found;
    }

    /// <summary>The correlations of one example.</summary>
    /// <param name="explanation">The example's explanation.</param>
    /// <param name="includeBias">Whether the constant concept of a bias counts as a concept.</param>
    /// <returns>NaN where there are fewer than two concepts, or one side is constant.</returns>
    public static Faithfulness Compute(ConceptExplanation explanation, bool includeBias = false)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        var concepts = Enumerable.Range(0, explanation.Concepts.Length - (explanation.HasBias && !includeBias ? 1 : 0)).ToArray();
        var predicted = explanation.Prediction.Class;
        double[] drops = [.. concepts.Select(concept => (double)explanation.Prediction.Probabilities[predicted] - explanation.Remove(concept).Probabilities[predicted])];

        // A single logit speaks for yes; its relevances speak against a predicted no.
        var sign = explanation.Prediction.Outputs.Count == 1 && predicted == 0 ? -1 : 1;
        return new Faithfulness(
            Correlation(drops, [.. concepts.Select(concept => sign * (double)explanation.Relevance(concept))]),
            Correlation(drops, [.. concepts.Select(concept => sign * (double)explanation.Contribution(concept))]));
    }

    private static double Correlation(double[] left, double[] right)
    {
        if (left.Length < 2)
        {
            return double.NaN;
        }

        var (meanLeft, meanRight) = (left.Average(), right.Average());
        var (product, squaresLeft, squaresRight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i] - meanLeft, right[i] - meanRight);
            (product, squaresLeft, squaresRight) = (product + (a * b), squaresLeft + (a * a), squaresRight + (b * b));
        }

        return squaresLeft > 0 && squaresRight > 0 ? product / Math.Sqrt(squaresLeft * squaresRight) : double.NaN;
    }
}
