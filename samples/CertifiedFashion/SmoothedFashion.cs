using Rationale.Attribution;
using Rationale.Graph.Models;
using Rationale.Smoothing;
using Rationale.Training;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>A network that learned from images with hidden patches, and the smoothed classifier over it.</summary>
public sealed class SmoothedFashion : IDisposable
{
    private readonly Model _model;

    private SmoothedFashion(Model model) => (_model, Smoothed) = (model, new SmoothedModel(model));

    /// <summary>The share of the patches that a version keeps; 1 for whole images.</summary>
    public double Keep => Smoothed.Smoothing.Keep;

    /// <summary>What it is called in tables.</summary>
    public string Name => Keep == 1 ? "keep 1" : $"keep 1/{(int)(1 / Keep)}";

    /// <summary>The smoothed classifier, which is certified.</summary>
    public SmoothedModel Smoothed { get; }

    /// <summary>The patches.</summary>
    public FeatureGroups Patches => Smoothed.FeatureGroups;

    /// <summary>The network beneath, which sees the masked versions.</summary>
    public IModel Network => _model;

    /// <summary>The largest number of changed patches that the exhaustive search tries: pairs where a certificate can speak of pairs, or where there are no masks to multiply them.</summary>
    public int MaxChanges => Keep == 1 ? 2 : Math.Clamp(Smoothed.LargestRadius, 1, 2);

    /// <summary>Trains a network on randomly masked images, each with a share of its patches.</summary>
    /// <param name="keep">The share; 1 for whole images.</param>
    /// <param name="sets">The images.</param>
    /// <param name="seed">Seed of initial parameters, order and masks.</param>
    /// <param name="display">Shows the training.</param>
    /// <param name="cancellationToken">Ends the training.</param>
    public static async Task<SmoothedFashion> TrainAsync(double keep, FashionSets sets, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(display);
        var specification = FashionNetwork.Specification;

        // Where everything is kept all versions are the same; two are the fewest that there can be.
        var patches = new Patches(FashionSizes.Patch, FashionSizes.Patch);
        var smoothing = keep == 1
            ? MaskSmoothing.Create(specification.InputShape, keep, MaskSmoothing.MinQuantization, patches) with { Training = MaskedTraining.None }
            : MaskSmoothing.Create(specification.InputShape, keep, sets.Sizes.Quantization, patches);
        var made = new SmoothedFashion(Model.Interpret(specification with { Smoothing = smoothing }, seed));
        try
        {
            await made._model.TrainAsync(sets.Train, new TrainingOptions { Epochs = sets.Sizes.Epochs, Seed = seed, Device = sets.Device }, display.Training(made.Name), cancellationToken).ConfigureAwait(false);
            made._model.Device = sets.Device;
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>The probability that versions give to a class on average, for methods of attribution: they explain the classifier that is certified.</summary>
    public MaskedMeanScore Score() => Smoothed.Score(Math.Min(FashionSizes.ExplainedVersions, Smoothed.Smoothing.Quantization));

    /// <summary>The patches that a mask keeps.</summary>
    /// <param name="mask">From 0 to q − 1.</param>
    public bool[] Mask(int mask) => [.. Enumerable.Range(0, Patches.Count).Select(patch => Smoothed.Keeps(mask, patch))];

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
