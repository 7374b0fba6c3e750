using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>D-InGrad: | |∂f_j/∂x at the counterfactual| ⊙ (x_R − x_C) |.</summary>
public sealed record DiscriminativeInputGradient : DiscriminativeMethod
{
    /// <inheritdoc/>
    public override string Name => "D-InGrad";

    internal override float[] Map(PairContext context, ShareProgress? progress) =>
        context.Combine(context.OfCounterfactuals(new Saliency(), progress), (score, real, counterfactual) => Math.Abs(score * (real - counterfactual)));
}
