namespace Rationale.Attribution;

/// <summary>Scores the sets of a surrogate and applies its map. One masked copy of the row for each set.</summary>
internal sealed class SurrogateEstimator(GroupMasking masking, Coalitions coalitions, bool complete) : Estimator
{
    private readonly double[] _scores = new double[coalitions.Kept.Length];

    public override Evaluation Evaluation => Evaluation.Score;

    public override FeatureGroups? Groups => masking.Groups;

    public override int Samples => coalitions.Kept.Length;

    public override void Fill(InputRow row, int sample, Span<float> x) => masking.Keep(row, coalitions.Kept[sample], x);

    public override void Add(InputRow row, int sample, double score, ReadOnlySpan<float> detail) => _scores[sample] = score;

    public override double End(InputRow row, Span<double> scores)
    {
        var sum = 0.0;
        for (var group = 0; group < scores.Length; group++)
        {
            sum += scores[group] = coalitions.Apply(group, _scores);
        }

        // Samples 0 and 1 of a complete surrogate are the empty and the whole set.
        return complete ? sum - (_scores[1] - _scores[0]) : double.NaN;
    }
}
