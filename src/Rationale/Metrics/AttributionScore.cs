using System.Globalization;

namespace Rationale.Metrics;

/// <summary>How good the attributions of some examples are. Immutable, so safe for any number of threads.</summary>
public class AttributionScore
{
    /// <summary>Takes the score of each example.</summary>
    /// <param name="metric">Name of the measure.</param>
    /// <param name="perExample">At least one score.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    public AttributionScore(string metric, IReadOnlyList<double> perExample)
    {
        ArgumentNullException.ThrowIfNull(perExample);
        (Metric, PerExample) = (metric, perExample.Count > 0 ? perExample : throw new ArgumentException("A score of 0 examples was asked for, but there must be at least 1."));
    }

    /// <summary>Name of the measure.</summary>
    public string Metric { get; }

    /// <summary>The score of each example.</summary>
    public IReadOnlyList<double> PerExample { get; }

    /// <summary>Their mean.</summary>
    public double Mean => PerExample.Average();

    /// <summary>Between which numbers the mean may lie, by drawing the examples anew.</summary>
    /// <param name="confidence">Share of the drawn means that lie between them, above 0 and below 1.</param>
    /// <param name="resamples">How often the examples are drawn, at least 1.</param>
    /// <param name="seed">Equal seeds give equal intervals.</param>
    /// <param name="cancellationToken">Ends the work between two resamples.</param>
    /// <exception cref="ArgumentException">A number is out of range.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public BootstrapInterval Interval(double confidence = 0.95, int resamples = 1000, ulong seed = 1234, CancellationToken cancellationToken = default) =>
        BootstrapInterval.Compute(PerExample, confidence, resamples, seed, cancellationToken);

    /// <summary>The mean with its interval.</summary>
    public override string ToString()
    {
        var interval = Interval();
        return string.Create(CultureInfo.InvariantCulture, $"{Metric} {Mean:0.000} ({interval.Lower:0.000} to {interval.Upper:0.000}, {PerExample.Count} examples)");
    }
}
