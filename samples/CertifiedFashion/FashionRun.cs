using Rationale.Data;
using Rationale.Smoothing;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>Everything that a run measures.</summary>
public sealed class FashionRun
{
    /// <summary>The share kept whose explanations are shown and whose soft stability is sampled beside that of the network without smoothing.</summary>
    public const double ShownKeep = 0.25;

    private readonly ulong _seed;

    private FashionRun(ulong seed)
    {
        _seed = seed;
        (Accuracy, Explained, Attacked, Softened) = (Table(), Table(), Table(), Table());
    }

    /// <summary>Accuracy by the share kept.</summary>
    public ResultTable Accuracy { get; }

    /// <summary>Consistent and stable explanations, by share kept and method.</summary>
    public ResultTable Explained { get; }

    /// <summary>Certificates against every change of one or two patches, by share kept.</summary>
    public ResultTable Attacked { get; }

    /// <summary>Soft stability, by method.</summary>
    public ResultTable Softened { get; }

    /// <summary>Certificates that an attack has shown to be wrong. There may be none.</summary>
    public int Broken { get; private set; }

    /// <summary>Certificates of a radius of one or more that were attacked, of adding and of removing: those of radius zero claim nothing.</summary>
    public int Certificates { get; private set; }

    /// <summary>Images with their certificates.</summary>
    public IReadOnlyList<FashionExample> Examples { get; private set; } = [];

    /// <summary>Trains and measures for every share kept, the smallest last.</summary>
    /// <param name="sets">The images.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<FashionRun> MeasureAsync(FashionSets sets, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var run = new FashionRun(seed);
        foreach (var keep in FashionSizes.Keeps)
        {
            using var classifier = await SmoothedFashion.TrainAsync(keep, sets, seed, display, cancellationToken).ConfigureAwait(false);
            run.Measure(classifier, sets, display, cancellationToken);
        }

        return run;
    }

    private void Measure(SmoothedFashion classifier, FashionSets sets, TrainingDisplay display, CancellationToken cancellationToken)
    {
        var images = sets.Explained;
        CertificateTables.AddAccuracy(Accuracy, classifier, sets, cancellationToken);
        foreach (var explanations in Explainers.Explain(classifier, images, sets.Sizes, _seed, display, cancellationToken))
        {
            var certificates = classifier.Smoothed.Certify(images.Features, explanations.Masks, cancellationToken: cancellationToken);
            CertificateTables.AddExplanations(Explained, classifier, explanations, certificates);
            if (explanations.Method == Explainers.Headline)
            {
                var attacked = AttackTable.Attack(classifier, images, explanations, display, cancellationToken);
                AttackTable.AddTo(Attacked, classifier, certificates, attacked);
                Broken += AttackTable.Broken(certificates, attacked);
                Certificates += certificates.Sum(one => Math.Min(1, one.IncrementalRadius) + Math.Min(1, one.DecrementalRadius));
                if (classifier.Keep == ShownKeep)
                {
                    Examples = FashionExample.OnePerClass(images, explanations, certificates, attacked);
                }
            }

            Soften(classifier, images.Take(Math.Min(sets.Sizes.Softened, images.Count)), explanations, display, cancellationToken);
        }
    }

    private void Soften(SmoothedFashion classifier, Dataset images, Explanations explanations, TrainingDisplay display, CancellationToken cancellationToken)
    {
        if (classifier.Keep == 1)
        {
            var network = new MaskedModel(classifier.Network, classifier.Patches);
            SoftTable.AddTo(Softened, explanations.Method, network, images, explanations, _seed, display, cancellationToken);
        }
        else if (classifier.Keep == ShownKeep && explanations.Method == Explainers.Headline)
        {
            SoftTable.AddTo(Softened, $"{explanations.Method}, {classifier.Name}", classifier.Smoothed, images, explanations, _seed, display, cancellationToken);
        }
    }

    private ResultTable Table() => new("certified-fashion", _seed);
}
