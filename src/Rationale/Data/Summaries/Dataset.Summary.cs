using Rationale.Randomness;

namespace Rationale.Data;

/// <content>Looking at data before a model learns from them.</content>
public sealed partial class Dataset
{
    /// <summary>Values that are held at once, so that wide data are looked at some features at a time.</summary>
    private const int SummaryValues = 1 << 23;

    /// <summary>What the features hold, raw or preprocessed: missing and different values, moments and range, how well each alone tells the label, and what is worth a look.</summary>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public DatasetSummary Summarize(IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (row, hashes) = (new double[Features.Width], new ulong[Count]);
        var (features, held) = (new FeatureSummary[Features.Width], Math.Clamp(SummaryValues / Count, 1, Features.Width));
        for (var first = 0; first < features.Length; first += held)
        {
            var values = Enumerable.Range(0, Math.Min(held, features.Length - first)).Select(_ => new double[Count]).ToArray();
            for (var example = 0; example < Count; example++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Features.CopyExact(example, row);
                for (var i = 0; i < values.Length; i++)
                {
                    values[i][example] = row[first + i];
                    hashes[example] = SplitMix64.Mix(hashes[example] + BitConverter.DoubleToUInt64Bits(row[first + i]) + 0x9E3779B97F4A7C15UL);
                }
            }

            for (var i = 0; i < values.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                features[first + i] = SummaryOf(first + i, values[i]);
                progress?.Report((first + i + 1.0) / features.Length);
            }
        }

        return new DatasetSummary(this, features, Count - hashes.Distinct().Count());
    }

    private FeatureSummary SummaryOf(int feature, double[] values)
    {
        var holdsTexts = Features.Schema?.Texts[feature] is not null;
        double[] sorted = [.. values.Where(value => !double.IsNaN(value))];
        Array.Sort(sorted);
        var distinct = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        var moments = new ColumnMoments(1);
        foreach (var value in holdsTexts ? [] : sorted)
        {
            moments.Add(0, value);
        }

        var hasNumbers = !holdsTexts && sorted.Length > 0;
        var parts = FeatureParts.Divide(values, sorted, holdsTexts);
        var alone = Labels.Length > 0 ? FeatureParts.Accuracy(parts, Labels.Span, Classes) : Targets?.Width == 1 ? FeatureParts.RSquared(parts, Targets.ToArray()) : double.NaN;
        return new FeatureSummary(
            FeatureNames?[feature] ?? feature.ToString(System.Globalization.CultureInfo.InvariantCulture),
            holdsTexts,
            values.Length - sorted.Length,
            distinct,
            hasNumbers ? moments.Means[0] : double.NaN,
            !hasNumbers ? double.NaN : distinct == 1 ? 0 : moments.Deviations()[0],
            hasNumbers ? sorted[0] : double.NaN,
            hasNumbers ? sorted[^1] : double.NaN,
            alone);
    }
}
