namespace Rationale.Attribution;

/// <summary>One gradient at the row itself, mapped.</summary>
/// <param name="map">From input and derivative to score.</param>
/// <param name="request">What gives the gradient; null for the gradient itself.</param>
internal sealed class GradientEstimator(Func<float, float, double> map, ScoreRequest? request = null) : Estimator
{
    private double[] _scores = [];

    public override ScoreRequest Request { get; } = request ?? ScoreRequest.Gradient;

    public override int Samples => 1;

    public override void Fill(ExplainedExample row, int sample, Span<float> x) => row.Values.CopyTo(x);

    public override void Add(ExplainedExample row, int sample, double score, ReadOnlySpan<float> detail)
    {
        _scores = _scores.Length == detail.Length ? _scores : new double[detail.Length];
        for (var i = 0; i < detail.Length; i++)
        {
            _scores[i] = map(row.Values[i], detail[i]);
        }
    }

    public override double End(ExplainedExample row, Span<double> scores)
    {
        _scores.CopyTo(scores);
        return double.NaN;
    }
}
