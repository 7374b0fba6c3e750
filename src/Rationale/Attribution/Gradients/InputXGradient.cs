namespace Rationale.Attribution;

/// <summary>x ⊙ ∂s/∂x (Shrikumar, Greenside and Kundaje 2017): exact for a linear model, where it is integrated gradients from zero.</summary>
public sealed record InputXGradient : AttributionMethod
{
    /// <inheritdoc/>
    public override string Name => "input × gradient";

    internal override ScoreUnit Unit => ScoreUnit.Contribution;

    internal override bool TakesTokenIds => false;

    internal override Estimator Prepare(AttributionContext context) => new GradientEstimator((input, derivative) => (double)input * derivative);
}
