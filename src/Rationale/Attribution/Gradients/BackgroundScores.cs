using Rationale.Data;

namespace Rationale.Attribution;

/// <summary>Scores of background examples, each computed when it is first asked for and kept: many explained examples draw the same backgrounds.</summary>
internal sealed class BackgroundScores(ScoreFunction function, FeatureMatrix background, TargetOutput output)
{
    private const int ExamplesAtOnce = 4096;
    private readonly Dictionary<int, float?[]> _known = [];

    /// <summary>The mean score of a class over examples, each counted as often as it is named.</summary>
    public double Mean(ReadOnlySpan<int> indices, int index)
    {
        if (!_known.TryGetValue(index, out var scores))
        {
            _known.Add(index, scores = new float?[background.Count]);
        }

        var missing = new List<int>();
        foreach (var example in indices)
        {
            if (scores[example] is null)
            {
                scores[example] = float.NaN;
                missing.Add(example);
            }
        }

        foreach (var some in missing.Chunk(ExamplesAtOnce))
        {
            var found = new float[some.Length];
            function.Scores(new ScoreBatch(some.Length, background.Width, (example, values) => background.CopyRows(some[example], 1, values), _ => index), output, found);
            for (var i = 0; i < some.Length; i++)
            {
                scores[some[i]] = found[i];
            }
        }

        var sum = 0.0;
        foreach (var example in indices)
        {
            sum += scores[example]!.Value;
        }

        return sum / indices.Length;
    }
}
