using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>
/// Shapley values of groups of features, by KernelSHAP (Lundberg and Lee 2017): a regression of the score on which groups are kept, under the constraint that the values sum to
/// the score at the example minus that at the baseline. Where all 2ⁿ sets fit into the samples, the values are exact; otherwise the smallest and largest sets are
/// looked at completely and the others drawn in pairs with their complements. All examples look at the same sets.
/// </summary>
public sealed record KernelShap : AttributionMethod
{
    /// <summary>Groups whose members are kept and replaced together; null for each feature by itself.</summary>
    /// <value>The default is null.</value>
    public FeatureGroups? Groups { get; init; }

    /// <summary>Sets to look at for each example; zero for 2n + 2048, SHAP's choice.</summary>
    /// <value>The default is 0.</value>
    public int Samples { get; init; }

    /// <summary>What stands in place of groups that are left out.</summary>
    /// <value>The default is zero.</value>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <inheritdoc/>
    public override string Name => "KernelSHAP";

    internal override ScoreUnit Unit => ScoreUnit.Contribution;

    internal override Estimator Prepare(AttributionContext context)
    {
        AttributionChecks.Require("KernelShap.Samples", Samples);
        var masking = new GroupMasking(Groups, Baseline, context);
        var samples = Samples == 0 ? (2 * masking.Count) + 2048 : Samples;
        return TryMake(masking, samples, context)
            ?? throw new ArgumentException(
                $"KernelShap.Samples is {samples}, too few to tell {masking.Count} groups apart; take at least {EnoughSamples(masking, samples, context)}, or fewer groups.");
    }

    /// <summary>The estimator over a number of sets; null where they do not settle the attributions.</summary>
    private static SurrogateEstimator? TryMake(GroupMasking masking, int samples, AttributionContext context)
    {
        var (kept, weights) = KernelWeights.Sample(masking.Count, samples, new RandomSource(context.Options.Seed).Fork("kernel"));
        if (kept.Count == 0 && masking.Count > 1)
        {
            return null;
        }

        var surrogate = EfficientSurrogate.TryMake(kept, weights, context.Cancellation);
        return surrogate is null ? null : new SurrogateEstimator(masking, [new bool[masking.Count], [.. Enumerable.Repeat(true, masking.Count)], .. kept], surrogate);
    }

    /// <summary>A number of sets that is enough with this seed. Which numbers are depends on the sets that are drawn, so they are tried.</summary>
    private static int EnoughSamples(GroupMasking masking, int samples, AttributionContext context)
    {
        var enough = Math.Max(2 * masking.Count, samples + 1);
        while (TryMake(masking, enough, context) is null)
        {
            enough = checked(enough + Math.Max(2, enough / 4));
        }

        return enough;
    }
}
