using Rationale.Data;
using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>Soft stability: the share of all ways to add up to r patches to an explanation that leave the prediction as it is.</summary>
public static class SoftTable
{
    private const string Prefix = "soft, ";
    private static readonly int[] Radii = [1, 2, 3, 4, 5];

    /// <summary>Samples images with and without smoothing and adds a row with the means.</summary>
    /// <param name="results">The table.</param>
    /// <param name="who">Whose stability it is.</param>
    /// <param name="asked">The smoothed classifier, or the network without smoothing.</param>
    /// <param name="images">The images.</param>
    /// <param name="explanations">Their explanations.</param>
    /// <param name="seed">Seed of the samples.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void AddTo(
        ResultTable results, string who, MaskClassifier asked, Dataset images, Explanations explanations, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentNullException.ThrowIfNull(display);
        var done = display.Trainings(Prefix + who, images.Count);
        var rates = new double[Radii.Length];
        for (var i = 0; i < images.Count; i++)
        {
            var points = SoftStability.Measure(
                asked, images.Features.Row(i), explanations.Of(i), Radii, new SoftStabilityOptions { Seed = seed + (ulong)i }, cancellationToken: cancellationToken);
            for (var j = 0; j < rates.Length; j++)
            {
                rates[j] += points[j].Rate / images.Count;
            }

            done();
        }

        // The authors' figures are without smoothing.
        var paper = asked is MaskedModel && PaperNumbers.StabilityRate.TryGetValue(explanations.Method, out var numbers) ? numbers : null;
        var row = results.Add(Prefix + who);
        for (var j = 0; j < rates.Length; j++)
        {
            row.With($"adding{CertificateTables.Word(Radii[j])}", rates[j], paper?[j]);
        }
    }

    /// <summary>The rates as a chart.</summary>
    /// <param name="results">The table.</param>
    public static LineChart Chart(ResultTable results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var chart = new LineChart("Soft stability", "patches added, at most", "share that leaves the prediction as it is");
        foreach (var row in results.Rows)
        {
            chart.Add(row.Name[Prefix.Length..], row.Metrics.Select((metric, i) => ((double)Radii[i], metric.Value)), dashed: row.Name.Contains("keep", StringComparison.Ordinal));
        }

        return chart;
    }
}
