namespace Rationale.Attribution;

/// <summary>
/// The gradient, but each rectifier passes back only what is positive (Springenberg et al. 2015): a sharp image of what excites the class. Only [Relu] is changed, as in Captum.
/// </summary>
public sealed record GuidedBackpropagation : AttributionMethod
{
    /// <inheritdoc/>
    public override string Name => "guided back-propagation";

    internal override ScoreUnit Unit => ScoreUnit.Derivative;

    internal override Estimator Prepare(AttributionContext context) => context.Function is ModelScore
        ? new GradientEstimator((_, derivative) => derivative, new GuidedRequest())
        : throw new ArgumentException($"Guided back-propagation goes back through layers, but '{context.Function.Name}' is no ModelScore; explain a model, or use Saliency.");

    private sealed class GuidedRequest : ScoreRequest
    {
        public override int Width(ScoreFunction function) => function.Width;

        public override void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail) =>
            ((ModelScore)function).GuidedGradients(batch, output, scores, detail);
    }
}
