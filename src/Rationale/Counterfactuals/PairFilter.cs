using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>
/// Keeps the pairs that say something about a classifier: it must be sure of the class of the real image and of that of the counterfactual (Eckstein et al. 2021, section 3). What is left out is
/// counted and named, for a translator that flips only easy images would otherwise look better than it is.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PairFilter
{
    /// <summary>The probability that both images must exceed for their own class.</summary>
    /// <value>The default is 0.8, as in the authors' code.</value>
    public double MinimumProbability { get; init; } = 0.8;

    /// <summary>Looks at all pairs.</summary>
    /// <param name="model">The classifier.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The model is no classifier, the pairs do not fit it, or the probability is not from 0 to below 1.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public FilteredPairs Apply(IModel model, CounterfactualPairs pairs, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        AttributionChecks.Require("PairFilter.MinimumProbability", MinimumProbability);
        PairChecks.Run(model, pairs);
        var real = model.Predict(pairs.Real, ShareProgress.Part(progress, 0, 2), cancellationToken);
        var counterfactual = model.Predict(pairs.Counterfactual, ShareProgress.Part(progress, 1, 2), cancellationToken);
        var outcomes = new PairOutcome[pairs.Count];
        for (var pair = 0; pair < outcomes.Length; pair++)
        {
            outcomes[pair] = AreEqual(pairs, pair) ? PairOutcome.EqualImages
                : !(real[pair].Probabilities[pairs.From.Span[pair]] > MinimumProbability) ? PairOutcome.RealNotRecognized
                : !(counterfactual[pair].Probabilities[pairs.To.Span[pair]] > MinimumProbability) ? PairOutcome.TargetNotReached
                : PairOutcome.Kept;
        }

        return new FilteredPairs(pairs, outcomes, MinimumProbability);
    }

    internal static bool AreEqual(CounterfactualPairs pairs, int pair) => pairs.Real.Row(pair).AsSpan().SequenceEqual(pairs.Counterfactual.Row(pair));
}

/// <summary>What a filter found of a pair.</summary>
public enum PairOutcome
{
    /// <summary>Both images belong to their classes.</summary>
    Kept,

    /// <summary>The classifier is not sure enough of the real image.</summary>
    RealNotRecognized,

    /// <summary>The counterfactual does not reach its class.</summary>
    TargetNotReached,

    /// <summary>The two images are equal, so that nothing can be said about their difference.</summary>
    EqualImages,
}

/// <summary>Pairs with what a filter found of them. Immutable, so safe for any number of threads.</summary>
public sealed class FilteredPairs
{
    private readonly CounterfactualPairs _all;
    private readonly double _minimum;

    internal FilteredPairs(CounterfactualPairs all, PairOutcome[] outcomes, double minimum)
    {
        (_all, Outcomes, _minimum) = (all, outcomes, minimum);
        KeptIndices = [.. Enumerable.Range(0, outcomes.Length).Where(pair => outcomes[pair] == PairOutcome.Kept)];
    }

    /// <summary>What was found of each pair.</summary>
    public IReadOnlyList<PairOutcome> Outcomes { get; }

    /// <summary>Numbers of the pairs that were kept, among all.</summary>
    public IReadOnlyList<int> KeptIndices { get; }

    /// <summary>The pairs that were kept.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public CounterfactualPairs Kept => KeptIndices.Count > 0
        ? _all.Select([.. KeptIndices])
        : throw new InvalidOperationException($"{this} Nothing can be scored; train the translator longer, or lower PairFilter.MinimumProbability.");

    /// <summary>How many pairs had an outcome.</summary>
    public int Count(PairOutcome outcome) => Outcomes.Count(found => found == outcome);

    /// <summary>Of the pairs whose real image is recognized, the share whose counterfactual reaches its class; not a number where none is recognized.</summary>
    public double FlipRate => (double)Count(PairOutcome.Kept) / (Outcomes.Count - Count(PairOutcome.RealNotRecognized));

    /// <summary>How many were kept, and why the others were not.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{KeptIndices.Count} of {Outcomes.Count} pairs are kept: {Count(PairOutcome.TargetNotReached)} counterfactuals do not reach their class with a probability above {_minimum}, {Count(PairOutcome.RealNotRecognized)} real images are not recognized, {Count(PairOutcome.EqualImages)} have equal images.");
}
