namespace Rationale.Attribution;

/// <summary>Binarizes scores: the paper's explanation α keeps the k = ⌈n · fraction⌉ features or groups with the largest (Xue et al. 2023, section 2).</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class Ranking
{
    /// <summary>A product that is above an integer by less than this is that number: 0.1 · 30 is 3, not 4.</summary>
    private const double Slack = 1e-9;

    /// <summary>Indices from the largest score to the smallest; of equal scores the first comes first, and what is not a number comes last.</summary>
    /// <param name="scores">A score for each feature or group.</param>
    /// <param name="absolute">Whether signs are dropped.</param>
    public static int[] Order(ReadOnlySpan<float> scores, bool absolute = false)
    {
        var keys = new float[scores.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = absolute ? Math.Abs(scores[i]) : scores[i];
        }

        return [.. Enumerable.Range(0, keys.Length).OrderBy(index => float.IsNaN(keys[index])).ThenByDescending(index => keys[index])];
    }

    /// <summary>Selects the largest scores.</summary>
    /// <param name="scores">A score for each feature or group.</param>
    /// <param name="fraction">Share to keep, above 0 and at most 1.</param>
    /// <param name="absolute">Whether signs are dropped.</param>
    /// <returns>A flag for each score; <see cref="Count"/> of them are set.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not above 0 and at most 1.</exception>
    public static bool[] TopFraction(ReadOnlySpan<float> scores, double fraction, bool absolute = false) => Top(scores, Count(scores.Length, fraction), absolute);

    /// <summary>Selects the k largest scores.</summary>
    /// <param name="scores">A score for each feature or group.</param>
    /// <param name="count">k, from 0 to the number of scores.</param>
    /// <param name="absolute">Whether signs are dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative, or above the number of scores.</exception>
    public static bool[] Top(ReadOnlySpan<float> scores, int count, bool absolute = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, scores.Length);
        var flags = new bool[scores.Length];
        foreach (var index in Order(scores, absolute).AsSpan(0, count))
        {
            flags[index] = true;
        }

        return flags;
    }

    /// <summary>k = ⌈n · fraction⌉.</summary>
    /// <param name="length">n.</param>
    /// <param name="fraction">Share to keep, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not above 0 and at most 1.</exception>
    public static int Count(int length, double fraction) => fraction is > 0 and <= 1
        ? Math.Clamp((int)Math.Ceiling((length * fraction) - Slack), Math.Min(1, length), length)
        : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "The fraction to keep must be above 0 and at most 1.");
}
