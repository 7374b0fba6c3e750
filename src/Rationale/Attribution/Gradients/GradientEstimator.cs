namespace Rationale.Attribution;

/// <summary>One gradient at the example itself, mapped.</summary>
/// <param name="map">From input and derivative to score.</param>
/// <param name="request">What gives the gradient; null for the gradient itself.</param>
internal sealed class GradientEstimator(Func<float, float, double> map, ScoreRequest? request = null) : Estimator
{
    private double[] _scores = [];

    public override ScoreRequest Request { get; } = request ?? ScoreRequest.Gradient;

    public override int Samples => 1;

    public override void Fill(ExplainedExample example, int sample, Span<float> x) => example.Values.CopyTo(x);

    public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
    {
        _scores = _scores.Length == detail.Length ? _scores : new double[detail.Length];
        for (var i = 0; i < detail.Length; i++)
        {
            _scores[i] = map(example.Values[i], detail[i]);
        }
    }

    public override double End(ExplainedExample example, Span<double> scores)
    {
        _scores.CopyTo(scores);
        return double.NaN;
    }
}
