using Rationale.Data;

namespace Rationale.Counterfactuals;

/// <summary>Whether maps can be scored. Each failure is one sentence.</summary>
internal static class DacChecks
{
    public static void Maps(CounterfactualPairs pairs, FeatureMatrix maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count != pairs.Count || maps.Width != pairs.Real.Width)
        {
            throw new ArgumentException($"{maps.Count} maps of {maps.Width} scores were given for {pairs.Count} pairs of images of {pairs.Real.Width} values; give one score for each value of each pair.");
        }
    }

    public static void Finite(ReadOnlySpan<float> scores, int map)
    {
        foreach (var score in scores)
        {
            if (!float.IsFinite(score))
            {
                throw new ArgumentException(FormattableString.Invariant($"Map {map} has the score {score}, but scores must be finite numbers."));
            }
        }
    }
}
