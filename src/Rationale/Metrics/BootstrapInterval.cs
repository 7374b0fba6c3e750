using Rationale.Attribution;
using Rationale.Randomness;

namespace Rationale.Metrics;

/// <summary>Between which numbers a mean may lie: percentiles of the means of samples drawn with replacement (Efron 1979).</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Confidence">Share of the drawn means between both.</param>
public readonly record struct BootstrapInterval(double Lower, double Upper, double Confidence)
{
    /// <summary>The interval of a mean.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="confidence">Above 0 and below 1.</param>
    /// <param name="resamples">How often the values are drawn, at least 1.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    /// <param name="cancellationToken">Ends the work between two resamples.</param>
    /// <exception cref="ArgumentException">There are no values, or a number is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static BootstrapInterval Compute(
        IReadOnlyList<double> values, double confidence = 0.95, int resamples = 1000, ulong seed = 1234, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        AttributionChecks.Require(values.Count >= 1, "The number of values to draw from", values.Count, "at least 1");
        AttributionChecks.Require(confidence is > 0 and < 1, "The confidence of an interval", confidence, "above 0 and below 1");
        AttributionChecks.Require(resamples >= 1, "The number of resamples", resamples, "at least 1");
        var random = new RandomSource(seed).Fork("bootstrap");
        var means = new double[resamples];
        for (var sample = 0; sample < resamples; sample++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sum = 0.0;
            for (var draw = 0; draw < values.Count; draw++)
            {
                sum += values[random.NextInt32(values.Count)];
            }

            means[sample] = sum / values.Count;
        }

        Array.Sort(means);
        return new BootstrapInterval(Percentile(means, (1 - confidence) / 2), Percentile(means, (1 + confidence) / 2), confidence);
    }

    /// <summary>Between two ranks, on the straight line between their values.</summary>
    private static double Percentile(double[] sorted, double share)
    {
        var rank = share * (sorted.Length - 1);
        var below = (int)Math.Floor(rank);
        return below + 1 < sorted.Length ? sorted[below] + ((rank - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
