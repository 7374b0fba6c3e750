namespace Rationale.Attribution;

/// <summary>Scores the sets of a surrogate, one masked copy of the example for each, and solves its regression.</summary>
/// <param name="masking">Groups and baseline.</param>
/// <param name="kept">The sets.</param>
/// <param name="surrogate">The regression on them.</param>
internal sealed class SurrogateEstimator(GroupMasking masking, bool[][] kept, Surrogate surrogate) : Estimator
{
    private readonly double[] _scores = new double[kept.Length];

    public override ScoreRequest Request => ScoreRequest.Score;

    public override FeatureGroups? Groups => masking.Groups;

    public override int Samples => kept.Length;

    public override void Fill(ExplainedExample example, int sample, Span<float> x) => masking.Keep(example, kept[sample], x);

    public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail) => _scores[sample] = score;

    public override double End(ExplainedExample example, Span<double> scores)
    {
        surrogate.Solve(_scores, scores);
        if (surrogate is not EfficientSurrogate)
        {
            return double.NaN;
        }

        var sum = 0.0;
        foreach (var score in scores)
        {
            sum += score;
        }

        return sum - (_scores[1] - _scores[0]);
    }
}
