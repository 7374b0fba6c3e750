using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>D-IG: integrated gradients of the counterfactual's logit along the straight line from the real image to the counterfactual.</summary>
public sealed record DiscriminativeIntegratedGradients : DiscriminativeMethod
{
    /// <summary>Gradients on the way.</summary>
    /// <value>The default is 50.</value>
    public int Steps { get; init; } = 50;

    /// <summary>Where on the way.</summary>
    /// <value>The default is Gauss and Legendre's rule.</value>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <inheritdoc/>
    public override string Name => "D-IG";

    internal override float[] Map(PairContext context, ShareProgress? progress) => context.OfCounterfactuals(
        new IntegratedGradients { Steps = Steps, Quadrature = Quadrature, Baseline = Baseline.PerExample(context.Pairs.Real) }, progress);
}
