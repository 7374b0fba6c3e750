using Rationale.Data;
using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>The fewest changed patches that alter the prediction of one image; null where no change that was tried does.</summary>
/// <param name="Adding">By adding patches to the explanation.</param>
/// <param name="Removing">By taking patches outside the explanation from the image.</param>
public sealed record AttackedImage((int? Radius, int[] Patches) Adding, (int? Radius, int[] Patches) Removing);

/// <summary>Certificates against every change of one or two patches.</summary>
public static class AttackTable
{
    /// <summary>What the names of rows end with, to tell them apart among all rows of a run.</summary>
    public const string Suffix = ", attacked";

    /// <summary>Name of the number of broken certificates among the metrics.</summary>
    public const string BrokenMetric = "broken";

    /// <summary>Tries every change of one or two patches of each image.</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="images">The images.</param>
    /// <param name="explanations">Their explanations.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static AttackedImage[] Attack(SmoothedFashion classifier, Dataset images, Explanations explanations, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentNullException.ThrowIfNull(display);
        var search = new ExhaustiveSearch(classifier);
        var done = display.Trainings($"{classifier.Name}: attack", images.Count);
        var found = new AttackedImage[images.Count];
        for (var i = 0; i < found.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (image, explanation) = (images.Features.Row(i), explanations.Of(i));
            found[i] = new AttackedImage(
                search.Break(image, explanation, adding: true, classifier.MaxChanges),
                search.Break(image, explanation, adding: false, classifier.MaxChanges));
            done();
        }

        return found;
    }

    /// <summary>How many certificates an attack has shown to be wrong. There may be none.</summary>
    /// <param name="certificates">The certificates.</param>
    /// <param name="attacked">What the attack found.</param>
    public static int Broken(IReadOnlyList<Certificate> certificates, IReadOnlyList<AttackedImage> attacked)
    {
        ArgumentNullException.ThrowIfNull(certificates);
        ArgumentNullException.ThrowIfNull(attacked);
        return Enumerable.Range(0, attacked.Count).Sum(i =>
            (attacked[i].Adding.Radius <= certificates[i].IncrementalRadius ? 1 : 0) + (attacked[i].Removing.Radius <= certificates[i].DecrementalRadius ? 1 : 0));
    }

    /// <summary>For how many images the prediction is proved to stand, and for how many it does stand.</summary>
    /// <param name="results">The table.</param>
    /// <param name="classifier">The classifier.</param>
    /// <param name="certificates">The certificates.</param>
    /// <param name="attacked">What the attack found.</param>
    public static void AddTo(ResultTable results, SmoothedFashion classifier, IReadOnlyList<Certificate> certificates, IReadOnlyList<AttackedImage> attacked)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(classifier);
        var (added, removed) = (CertifiedCurve.ForIncrements(certificates), CertifiedCurve.ForDecrements(certificates));
        var row = results.Add(classifier.Name + Suffix);
        for (var radius = 1; radius <= classifier.MaxChanges; radius++)
        {
            row.With($"adding{CertificateTables.Word(radius)}Proved", added[radius])
                .With($"adding{CertificateTables.Word(radius)}Stands", Standing(one => one.Adding.Radius, radius), CertificateTables.Find(PaperNumbers.IncrementalUnderAttack, classifier.Keep, radius));
        }

        for (var radius = 1; radius <= classifier.MaxChanges; radius++)
        {
            row.With($"removing{CertificateTables.Word(radius)}Proved", removed[radius])
                .With($"removing{CertificateTables.Word(radius)}Stands", Standing(one => one.Removing.Radius, radius), CertificateTables.Find(PaperNumbers.DecrementalUnderAttack, classifier.Keep, radius));
        }

        row.With(BrokenMetric, Broken(certificates, attacked));

        double Standing(Func<AttackedImage, int?> fewest, int radius) =>
            (double)Enumerable.Range(0, attacked.Count).Count(i => certificates[i].IsConsistent && !(fewest(attacked[i]) <= radius)) / attacked.Count;
    }
}
