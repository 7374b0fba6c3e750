namespace Rationale.Attribution;

/// <summary>The size of the gradient, |∂s/∂x| (Simonyan, Vedaldi and Zisserman 2014). Of token ids, the norm of the gradient with respect to the vector of each.</summary>
public sealed record Saliency : AttributionMethod
{
    /// <summary>Whether signs are dropped.</summary>
    /// <value>The default is true.</value>
    public bool Absolute { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => Absolute ? "saliency" : "gradient";

    internal override ScoreUnit Unit => Absolute ? ScoreUnit.AbsoluteDerivative : ScoreUnit.Derivative;

    internal override Estimator Prepare(AttributionContext context) => Absolute
        ? new GradientEstimator((_, derivative) => Math.Abs(derivative))
        : new GradientEstimator((_, derivative) => derivative);
}
