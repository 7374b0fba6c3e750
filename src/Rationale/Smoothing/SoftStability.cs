using Rationale.Randomness;

namespace Rationale.Smoothing;

/// <summary>
/// Soft stability (Jin et al. 2025): the share τ_r of all masks with at most r additional groups for which the prediction is that of the explanation alone. It is
/// measured by sampling, so every statement has a confidence; it asks nothing of the classifier, smoothed or not.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class SoftStability
{
    private const int MaxVersions = 256;

    /// <summary>Measures the share for several radii.</summary>
    /// <param name="classifier">The classifier: a <see cref="MaskedModel"/>, or a <see cref="SmoothedModel"/>.</param>
    /// <param name="x">The example.</param>
    /// <param name="explanation">A flag for each group.</param>
    /// <param name="radii">Radii, each at least 0.</param>
    /// <param name="options">Error, risk and seed; null for the defaults.</param>
    /// <param name="progress">Told about progress between chunks of samples.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <returns>A point for each radius. Where <see cref="SoftStabilityOptions.WholeCurve"/> is set, all bounds hold together.</returns>
    /// <exception cref="ArgumentException">Example or explanation do not fit the classifier, a value is not finite, there is no radius or one adds more groups than are left, or the options ask for a confidence that no sample gives.</exception>
    public static IReadOnlyList<StabilityPoint> Measure(
        MaskClassifier classifier,
        ReadOnlySpan<float> x,
        ReadOnlySpan<bool> explanation,
        IReadOnlyList<int> radii,
        SoftStabilityOptions? options = null,
        IProgress<SmoothingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(radii);
        SmoothingChecks.Versions(classifier, x.Length, explanation.Length, 1);
        if (radii.Count == 0 || radii.Any(radius => radius < 0))
        {
            throw new ArgumentException($"The radii are [{string.Join(", ", radii)}], but there must be at least one, and none below 0.", nameof(radii));
        }

        options ??= new SoftStabilityOptions();
        SmoothingChecks.Stability(options);
        SmoothingChecks.Finite(x);
        foreach (var radius in radii)
        {
            SmoothingChecks.Radius(radius, explanation);
        }

        var risk = options.WholeCurve ? options.Risk / radii.Count : options.Risk;
        var samples = options.Samples ?? SampleSize.Within(options.Error, risk);
        var expected = classifier.ClassOf(x, explanation);
        var points = new List<StabilityPoint>();
        foreach (var radius in radii)
        {
            // Each radius has a sequence of its own, so that a point does not depend on which others are asked for.
            var random = new RandomSource(options.Seed).Fork((ulong)radius);
            var before = points.Count * samples;
            var matches = Matches(
                classifier, x, new Perturbations(explanation, radius), samples, expected, random, done => progress?.Report(new SmoothingProgress(before + done, radii.Count * samples)), cancellationToken);
            points.Add(StabilityPoint.Estimate(radius, matches, samples, risk));
        }

        return points;
    }

    /// <summary>Tests whether τ_r is at least 1 − ε, by samples that must all match; stops at the first that does not.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="x">The example.</param>
    /// <param name="explanation">A flag for each group.</param>
    /// <param name="radius">r.</param>
    /// <param name="options">Error, risk and seed; null for the defaults.</param>
    /// <param name="progress">Told about progress between chunks of samples.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <returns>Whether it is, with probability of being wrong at most the risk; <see langword="false"/> says nothing.</returns>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static bool IsAtLeast(
        MaskClassifier classifier,
        ReadOnlySpan<float> x,
        ReadOnlySpan<bool> explanation,
        int radius,
        SoftStabilityOptions? options = null,
        IProgress<SmoothingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        SmoothingChecks.Versions(classifier, x.Length, explanation.Length, 1);
        options ??= new SoftStabilityOptions();
        SmoothingChecks.Stability(options);
        SmoothingChecks.Finite(x);
        SmoothingChecks.Radius(radius, explanation);
        var samples = SampleSize.AllMatching(options.Error, options.Risk);
        var random = new RandomSource(options.Seed).Fork((ulong)radius);
        var perturbations = new Perturbations(explanation, radius);
        var expected = classifier.ClassOf(x, explanation);
        for (var done = 0; done < samples; done += MaxVersions)
        {
            var count = Math.Min(MaxVersions, samples - done);
            if (Matches(classifier, x, perturbations, count, expected, random, null, cancellationToken) < count)
            {
                return false;
            }

            progress?.Report(new SmoothingProgress(done + count, samples));
        }

        return true;
    }

    private static int Matches(
        MaskClassifier classifier, ReadOnlySpan<float> x, Perturbations perturbations, int samples, int expected, RandomSource random, Action<int>? sampled, CancellationToken cancellationToken)
    {
        var matches = 0;
        var (masks, classes) = (new bool[MaxVersions * classifier.Groups], new int[MaxVersions]);
        for (var done = 0; done < samples; done += MaxVersions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(MaxVersions, samples - done);
            for (var i = 0; i < count; i++)
            {
                perturbations.Draw(random, masks.AsSpan(i * classifier.Groups, classifier.Groups));
            }

            classifier.Classify(x, masks.AsSpan(0, count * classifier.Groups), classes.AsSpan(0, count));
            matches += classes.AsSpan(0, count).Count(expected);
            sampled?.Invoke(done + count);
        }

        return matches;
    }
}
