using Rationale.Data;
using Rationale.Models;

namespace Rationale.Smoothing;

/// <content>Certificates.</content>
public sealed partial class SmoothedModel
{
    /// <summary>Certifies an explanation of one example.</summary>
    /// <param name="x">The example.</param>
    /// <param name="explanation">α: a flag for each group.</param>
    /// <param name="alwaysOn">μ: groups that every version keeps, a part of the explanation; empty for none.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Example or masks do not fit the model, a value is not finite, or what is always on is not in the explanation.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Certificate Certify(ReadOnlySpan<float> x, ReadOnlySpan<bool> explanation, ReadOnlySpan<bool> alwaysOn = default, CancellationToken cancellationToken = default) =>
        Certify(SmoothingChecks.Example(_model, x), SmoothingChecks.Mask(this, explanation), alwaysOn.IsEmpty ? null : SmoothingChecks.Mask(this, alwaysOn), null, cancellationToken)[0];

    /// <summary>Certifies explanations of many examples, at the cost of 2q passes of the base model for each.</summary>
    /// <param name="features">[examples × inputs].</param>
    /// <param name="explanations">[examples × groups] zeros and ones.</param>
    /// <param name="alwaysOn">[examples × groups] zeros and ones: groups that every version keeps, a part of the explanation; null for none.</param>
    /// <param name="progress">Told about progress between chunks.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples or masks do not fit the model, a value is not finite, or what is always on is not in the explanation.</exception>
    public IReadOnlyList<Certificate> Certify(
        FeatureMatrix features, FeatureMatrix explanations, FeatureMatrix? alwaysOn = null, IProgress<SmoothingProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        SmoothingChecks.Decision(_model);
        features = SmoothingChecks.Examples(_model, features);
        SmoothingChecks.Masks(this, explanations, features.Count);
        SmoothingChecks.AlwaysOn(this, explanations, alwaysOn, features.Count);
        var (flags, selected) = (new float[Groups], new int[features.Count]);
        using var activity = ModelActivities.Certificates(_model.Specification.Name, features.Count);

        // Two jobs for each example: the example itself, and what the explanation leaves of it.
        var votes = _counter.Count(
            2 * features.Count,
            (job, x, mask, always) =>
            {
                var example = job / 2;
                features.CopyRows(example, 1, x);
                Read(job % 2 == 0 ? null : explanations, example, flags, mask);
                selected[example] = mask.Count(true);
                if (alwaysOn is not null)
                {
                    Read(alwaysOn, example, flags, always);
                }
            },
            progress,
            cancellationToken);
        return [.. Enumerable.Range(0, features.Count).Select(example => new Certificate(votes[2 * example], votes[(2 * example) + 1], selected[example], Groups, alwaysOn is not null))];
    }

    /// <summary>
    /// The smallest explanation, taken from the top of a ranking, that has a certificate: consistent, and stable at the radii asked for. Sizes are tried from the
    /// smallest up, because a larger explanation need not be more stable than a smaller one, and a search by halves may then miss both.
    /// </summary>
    /// <param name="x">The example.</param>
    /// <param name="ranking">Groups, the most important first, as <see cref="Attribution.Ranking.Order"/> gives them.</param>
    /// <param name="incremental">Smallest incremental radius.</param>
    /// <param name="decremental">Smallest decremental radius.</param>
    /// <param name="progress">Told the share of the sizes that have been tried; the search ends at the first that has a certificate.</param>
    /// <param name="cancellationToken">Ends the search after the sizes in progress.</param>
    /// <returns>The explanation and its certificate; null where no size has one.</returns>
    /// <exception cref="ArgumentException">Example or ranking do not fit the model.</exception>
    public CertifiedExplanation? SmallestCertified(
        ReadOnlySpan<float> x,
        IReadOnlyList<int> ranking,
        int incremental = 1,
        int decremental = 1,
        IProgress<SmoothingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        SmoothingChecks.Order(this, ranking);
        var row = SmoothingChecks.Example(_model, x);
        var full = Vote(row, cancellationToken: cancellationToken)[0];
        if (full.Radius < decremental)
        {
            return null;
        }

        // Several sizes at a time keep the workers busy; all of a chunk are asked before the next.
        var sizes = Math.Max(1, (1024 / Smoothing.Quantization) + 1);
        for (var first = 1; first <= Groups; first += sizes)
        {
            var count = Math.Min(sizes, Groups - first + 1);
            var start = first;
            var votes = _counter.Count(
                count,
                (job, values, mask, _) =>
                {
                    row.CopyRows(0, 1, values);
                    ReadMask(ranking, start + job, mask);
                },
                null,
                cancellationToken);
            for (var i = 0; i < count; i++)
            {
                var certificate = new Certificate(full, votes[i], first + i, Groups, AlwaysOn: false);
                if (certificate.IsStable(incremental))
                {
                    var explanation = new bool[Groups];
                    ReadMask(ranking, first + i, explanation);
                    return new CertifiedExplanation(explanation, certificate);
                }
            }

            progress?.Report(new SmoothingProgress(first + count - 1, Groups));
        }

        return null;
    }

    private static void ReadMask(IReadOnlyList<int> ranking, int size, Span<bool> mask)
    {
        mask.Clear();
        for (var i = 0; i < size; i++)
        {
            mask[ranking[i]] = true;
        }
    }
}
