using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>What certificates say about many images, as rows of tables.</summary>
public static class CertificateTables
{
    private static readonly int[] Radii = [1, 2, 4];

    /// <summary>Accuracy of the smoothed classifier, and for how many images it is proved that the right prediction stands whatever r patches are hidden.</summary>
    /// <param name="results">The table.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="sets">The test images.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static void AddAccuracy(ResultTable results, SmoothedFashion classifier, FashionSets sets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(sets);
        var curve = CertifiedCurve.ForAccuracy(classifier.Smoothed.Vote(sets.Test.Features, cancellationToken: cancellationToken), sets.Test);
        var row = results.Add(classifier.Name).With("accuracy", curve[0], PaperNumbers.Accuracy[classifier.Keep]);
        foreach (var radius in Radii.Where(radius => radius <= classifier.Smoothed.LargestRadius))
        {
            row.With($"provedAt{Word(radius)}", curve[radius], Find(PaperNumbers.CertifiedAccuracy, classifier.Keep, radius));
        }
    }

    /// <summary>For how many images an explanation gives the prediction, and for how many it is proved to keep it.</summary>
    /// <param name="results">The table.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="explanations">One method's explanations.</param>
    /// <param name="certificates">Their certificates.</param>
    public static void AddExplanations(ResultTable results, SmoothedFashion classifier, Explanations explanations, IReadOnlyList<Certificate> certificates)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(explanations);
        var (added, removed) = (CertifiedCurve.ForIncrements(certificates), CertifiedCurve.ForDecrements(certificates));

        // The paper's figures are those of SHAP.
        var compared = explanations.Method == Explainers.Headline;
        var row = results.Add($"{classifier.Name}, {explanations.Method}").With("consistent", added[0], compared ? PaperNumbers.Consistent[classifier.Keep] : null);
        foreach (var radius in Radii.Where(radius => radius <= classifier.Smoothed.LargestRadius))
        {
            row.With($"adding{Word(radius)}", added[radius], compared ? Find(PaperNumbers.Incremental, classifier.Keep, radius) : null);
        }

        foreach (var radius in Radii.Where(radius => radius <= classifier.Smoothed.LargestRadius))
        {
            row.With($"removing{Word(radius)}", removed[radius], compared ? Find(PaperNumbers.Decremental, classifier.Keep, radius) : null);
        }
    }

    /// <summary>A radius as it stands in the name of a metric.</summary>
    internal static string Word(int radius) => radius switch
    {
        1 => "One",
        2 => "Two",
        3 => "Three",
        4 => "Four",
        5 => "Five",
        _ => throw new ArgumentOutOfRangeException(nameof(radius), radius, "no word for this radius"),
    };

    internal static double? Find(IReadOnlyDictionary<(double Keep, int Radius), double> numbers, double keep, int radius) =>
        numbers.TryGetValue((keep, radius), out var number) ? number : null;
}
