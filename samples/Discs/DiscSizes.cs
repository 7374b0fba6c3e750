using System.Globalization;

namespace Rationale.Samples.Discs;

/// <summary>How much a run looks at.</summary>
/// <param name="Train">Images to train the classifier on.</param>
/// <param name="Epochs">Epochs of the classifier.</param>
/// <param name="Pairs">Test images with a counterfactual.</param>
/// <param name="TranslatorEpochs">Epochs of the translator; 0 for none.</param>
public sealed record DiscSizes(int Train, int Epochs, int Pairs, int TranslatorEpochs)
{
    /// <summary>The sizes of a run.</summary>
    /// <param name="quick">Whether a small one is wanted.</param>
    public static DiscSizes Create(bool quick) => quick ? new(3000, 16, 120, 0) : new(6000, 16, 300, 12);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Train:N0} images to learn, {Epochs} epochs, {Pairs} pairs");
}
