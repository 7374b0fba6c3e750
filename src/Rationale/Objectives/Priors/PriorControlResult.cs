using System.Globalization;
using Rationale.Metrics;

namespace Rationale.Objectives;

/// <summary>One training of a comparison.</summary>
/// <param name="Run">Number of the run, from 0.</param>
/// <param name="Value">The metric on the test data.</param>
/// <param name="PriorAuc">Area under the ROC curve of the prior for the features that matter; not a number where that is not known or there is no prior.</param>
/// <param name="Epochs">Epochs made.</param>
/// <param name="BestEpoch">The epoch whose parameters were kept; 0 without validation.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorControlRun(int Run, double Value, double PriorAuc, int Epochs, int BestEpoch);

/// <summary>All runs of a variant.</summary>
/// <param name="Control">The variant.</param>
/// <param name="Runs">Its runs in order.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorControlVariant(PriorControl Control, IReadOnlyList<PriorControlRun> Runs)
{
    /// <summary>The variant in words.</summary>
    public string Name => NameOf(Control);

    /// <summary>Mean of the metric.</summary>
    public double Mean => Runs.Average(run => run.Value);

    /// <summary>Standard error of <see cref="Mean"/>.</summary>
    public double StandardError => PairedComparison.StandardErrorOf([.. Runs.Select(run => run.Value)]);

    /// <summary>Mean area under the ROC curve of the prior; not a number where it is not known.</summary>
    public double MeanPriorAuc => Runs.Average(run => run.PriorAuc);

    internal static string NameOf(PriorControl control) => control switch
    {
        PriorControl.NoPrior => "no prior",
        PriorControl.ZeroPrior => "zero prior",
        PriorControl.NoisePrior => "noise prior",
        _ => "true prior",
    };
}

/// <summary>A prior beside its controls: means, standard errors and paired tests, and what they say.</summary>
/// <param name="Metric">Name of the metric.</param>
/// <param name="HigherIsBetter">Whether more of it is better.</param>
/// <param name="Variants">The variants.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PriorControlResult(string Metric, bool HigherIsBetter, IReadOnlyList<PriorControlVariant> Variants)
{
    /// <summary>Every two variants compared run by run, the later against the earlier, corrected for their number.</summary>
    public IReadOnlyList<PairedComparison> Comparisons { get; } = PairedComparison.Adjust(
    [
        .. from later in Variants
           from earlier in Variants.TakeWhile(row => row != later)
           select PairedComparison.Create(later.Name, [.. later.Runs.Select(run => run.Value)], earlier.Name, [.. earlier.Runs.Select(run => run.Value)]),
    ]);

    /// <summary>The runs of a variant.</summary>
    /// <exception cref="ArgumentException">The variant was not trained.</exception>
    public PriorControlVariant this[PriorControl control] => Variants.FirstOrDefault(row => row.Control == control)
        ?? throw new ArgumentException($"There is no {PriorControlVariant.NameOf(control)} among {string.Join(", ", Variants.Select(row => row.Name))}; name it in PriorControlOptions.Controls.");

    /// <summary>What the comparisons say about where a gain comes from, in sentences.</summary>
    public IReadOnlyList<string> Conclusions => [.. Conclude()];

    /// <summary>The table, the comparisons and the conclusions.</summary>
    public override string ToString()
    {
        var hasAuc = Variants.Any(row => !double.IsNaN(row.MeanPriorAuc));
        var table = new TextTable(hasAuc ? ["variant", Metric, "± s.e.", "AUC of g"] : ["variant", Metric, "± s.e."]);
        foreach (var row in Variants)
        {
            string[] cells = [row.Name, Text(row.Mean), Text(row.StandardError)];
            table.Add(hasAuc ? [.. cells, double.IsNaN(row.MeanPriorAuc) ? "" : Text(row.MeanPriorAuc)] : cells);
        }

        return $"{table}\n{string.Join("\n", Comparisons)}\n\n{string.Join("\n", Conclusions)}\n";
    }

    private IEnumerable<string> Conclude()
    {
        if (Find(PriorControl.TruePrior, PriorControl.NoPrior) is { } gain)
        {
            yield return !gain.ExceedsNoise
                ? "The prior makes no difference that exceeds noise."
                : IsBetter(gain) ? "The model with the prior is better than without it." : "The model with the prior is worse than without it.";
        }

        foreach (var (control, what) in new[]
        {
            (PriorControl.ZeroPrior, "A prior network fixed at zero, a mere penalty on the size of attributions"),
            (PriorControl.NoisePrior, "A prior over noise"),
        })
        {
            if (Find(PriorControl.TruePrior, control) is { } comparison)
            {
                yield return !comparison.ExceedsNoise
                    ? $"{what}, does as well within noise: the gain does not come from the meta-features."
                    : IsBetter(comparison) ? $"{what}, does worse: the meta-features contribute." : $"{what}, does better: the meta-features do harm.";
            }
        }
    }

    private bool IsBetter(PairedComparison comparison) => comparison.Difference > 0 == HigherIsBetter;

    private PairedComparison? Find(PriorControl first, PriorControl second) =>
        Comparisons.FirstOrDefault(comparison => comparison.First == PriorControlVariant.NameOf(first) && comparison.Second == PriorControlVariant.NameOf(second));

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
