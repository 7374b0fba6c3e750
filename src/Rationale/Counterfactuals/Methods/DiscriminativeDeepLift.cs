using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>D-DeepLIFT: DeepLIFT (rescale rule) of the counterfactual's logit, with the real image as the reference.</summary>
public sealed record DiscriminativeDeepLift : DiscriminativeMethod
{
    /// <inheritdoc/>
    public override string Name => "D-DeepLIFT";

    internal override float[] Map(PairContext context, ShareProgress? progress) => context.OfCounterfactuals(new DeepLift { Baseline = Baseline.PerExample(context.Pairs.Real) }, progress);
}
