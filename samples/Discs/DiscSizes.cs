using System.Globalization;

namespace Rationale.Samples.Discs;

/// <summary>How much a run looks at.</summary>
/// <param name="Train">Images to train the classifier on.</param>
/// <param name="Epochs">Epochs of the classifier.</param>
/// <param name="Pairs">Test images with a counterfactual.</param>
/// <param name="Translated">Images to train the translator on; 0 for none.</param>
/// <param name="TranslatorEpochs">Epochs of the translator.</param>
public sealed record DiscSizes(int Train, int Epochs, int Pairs, int Translated, int TranslatorEpochs)
{
    /// <summary>
    /// The sizes of a run. A classifier of fewer images is right, but not sure: a gain of .98 where all is copied is the most that any map can then have, the known pixels included.
    /// </summary>
    /// <param name="quick">Whether a small one is wanted.</param>
    public static DiscSizes Create(bool quick) => quick ? new(12_000, 16, 120, 0, 0) : new(12_000, 16, 300, 6_000, 12);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Train:N0} images to learn, {Epochs} epochs, {Pairs} pairs");
}
