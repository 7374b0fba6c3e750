using Rationale.Randomness;

namespace Rationale.Attribution;

/// <summary>
/// A linear stand-in for the score near the example (Ribeiro, Singh and Guestrin 2016): the score at copies of the example from which random groups are left out, regressed on which groups are kept,
/// nearer copies weighing more. As in the authors' code for images each group is kept with probability one half, the first copy keeps all, a copy that keeps a share k / n of
/// the groups has the distance d = 1 − √(k/n) and the weight exp(−d² / 2σ²), and the regression is a ridge with an intercept. All examples look at the same copies.
/// </summary>
public sealed record Lime : AttributionMethod
{
    /// <summary>Groups that are kept and replaced together; null for each feature by itself.</summary>
    /// <value>The default is null.</value>
    public FeatureGroups? Groups { get; init; }

    /// <summary>Copies of each example.</summary>
    /// <value>The default is 1,000.</value>
    public int Samples { get; init; } = 1000;

    /// <summary>σ, the distance at which copies lose weight.</summary>
    /// <value>The default is 0.25.</value>
    public double KernelWidth { get; init; } = 0.25;

    /// <summary>
    /// The ridge's penalty on squared coefficients, for each sample: it is multiplied by their number, so that more samples change the noise of the attributions and
    /// not their mean. Zero for plain least squares. (The authors' code adds a penalty of 1 whatever the number: <c>1.0 / Samples</c> here.)
    /// </summary>
    /// <value>The default is 0.001, which with 1,000 samples is the authors' penalty.</value>
    public double Penalty { get; init; } = 0.001;

    /// <summary>What stands in place of groups that are left out.</summary>
    /// <value>The default is zero.</value>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <inheritdoc/>
    public override string Name => "LIME";

    internal override ScoreUnit Unit => ScoreUnit.Contribution;

    internal override Estimator Prepare(AttributionContext context)
    {
        AttributionChecks.Require("Lime.Samples", Samples);
        AttributionChecks.Require("Lime.KernelWidth", KernelWidth);
        AttributionChecks.Require("Lime.Penalty", Penalty);
        var masking = new GroupMasking(Groups, Baseline, context);
        var kept = Draw(masking.Count, context.Options.Seed);
        var surrogate = RidgeSurrogate.TryMake(kept, [.. kept.Select(Weight)], Penalty * Samples, context.Cancellation)
            ?? throw new ArgumentException($"Lime.Samples is {Samples}, too few to tell {masking.Count} groups apart without a Penalty; take more samples, or a Penalty above 0.");
        return new SurrogateEstimator(masking, kept, surrogate);
    }

    private bool[][] Draw(int groups, ulong seed)
    {
        var random = new RandomSource(seed).Fork("LIME");
        var kept = new bool[Samples][];
        for (var sample = 0; sample < kept.Length; sample++)
        {
            kept[sample] = new bool[groups];
            for (var group = 0; group < groups; group++)
            {
                kept[sample][group] = sample == 0 || random.NextInt32(2) == 1;
            }
        }

        return kept;
    }

    /// <summary>The authors' √exp(−d² / σ²), d being the cosine distance between a set and the whole.</summary>
    private double Weight(bool[] kept)
    {
        var distance = 1 - Math.Sqrt((double)kept.Count(keep => keep) / kept.Length);
        return Math.Sqrt(Math.Exp(-distance * distance / (KernelWidth * KernelWidth)));
    }
}
