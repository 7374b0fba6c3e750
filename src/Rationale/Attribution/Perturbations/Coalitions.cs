namespace Rationale.Attribution;

/// <summary>
/// Sets of groups that are kept while the others are replaced, one a row, and how the scores at all of them become attributions: a linear map that all explained rows
/// share, so that the regression behind it is solved once.
/// </summary>
/// <param name="Kept">[samples × groups].</param>
/// <param name="Map">[groups × samples]: attributions are map · scores.</param>
internal sealed record Coalitions(bool[][] Kept, double[][] Map)
{
    /// <summary>Σ over samples of map times score, for one group.</summary>
    public double Apply(int group, ReadOnlySpan<double> scores)
    {
        var (row, sum) = (Map[group], 0.0);
        for (var sample = 0; sample < scores.Length; sample++)
        {
            sum += row[sample] * scores[sample];
        }

        return sum;
    }
}
