using System.Globalization;
using Rationale.Models;

namespace Rationale.Training.CrossValidation;

/// <summary>How well models do on what was held out from them.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class CrossValidationResult
{
    /// <summary>More columns are hard to read.</summary>
    private const int MaxFolds = 10;

    internal CrossValidationResult(IReadOnlyList<Evaluation> folds) => Folds = folds;

    /// <summary>What was measured on the part that each fold holds out.</summary>
    public IReadOnlyList<Evaluation> Folds { get; }

    /// <summary>The mean of a metric over the folds.</summary>
    /// <param name="metric">Its name, as <see cref="Evaluation.Metrics"/> has it: <c>accuracy</c>, <c>meanSquaredError</c>.</param>
    /// <exception cref="ArgumentException">The models' task has no such metric.</exception>
    public double Mean(string metric) => Values(metric).Average();

    /// <summary>The standard deviation of a metric over the folds, with their number − 1 in the denominator.</summary>
    /// <param name="metric">Its name.</param>
    /// <exception cref="ArgumentException">The models' task has no such metric.</exception>
    public double StandardDeviation(string metric)
    {
        var (values, mean) = (Values(metric), Mean(metric));
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    /// <summary>A table of all metrics: mean, standard deviation, and each fold where there are at most ten.</summary>
    public override string ToString()
    {
        var shown = Folds.Count <= MaxFolds ? Enumerable.Range(1, Folds.Count).Select(fold => string.Create(CultureInfo.InvariantCulture, $"fold {fold}")) : [];
        var table = new TextTable(["metric", "mean", "deviation", .. shown]);
        foreach (var metric in Folds[0].Metrics.Keys)
        {
            table.Add([metric, Text(Mean(metric)), Text(StandardDeviation(metric)), .. Folds.Count <= MaxFolds ? Values(metric).Select(Text) : []]);
        }

        return table.ToString();
    }

    private static string Text(double value) => value.ToString(Math.Abs(value) < 1e5 ? "0.0000" : "0.000E+00", CultureInfo.InvariantCulture);

    private double[] Values(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Folds[0].Metrics.ContainsKey(metric)
            ? [.. Folds.Select(fold => fold.Metrics[metric])]
            : throw new ArgumentException($"The folds have no metric '{metric}'; they have {string.Join(", ", Folds[0].Metrics.Keys)}.");
    }
}
