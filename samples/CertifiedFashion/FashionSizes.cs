using System.Globalization;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>How much of everything a run looks at: what fits into about a quarter of an hour on two cores, or into a minute.</summary>
/// <param name="Train">Images to learn.</param>
/// <param name="Epochs">Passes over them, for each share kept.</param>
/// <param name="Quantization">q: masked versions of an image.</param>
/// <param name="Measured">Test images whose accuracy is certified.</param>
/// <param name="Explained">Test images that are explained, certified and attacked.</param>
/// <param name="Softened">Test images whose soft stability is sampled.</param>
/// <param name="LimeSamples">Versions of an image that LIME looks at.</param>
/// <param name="ShapleySamples">Versions of an image that KernelSHAP looks at.</param>
/// <param name="Steps">Steps of integrated gradients.</param>
public sealed record FashionSizes(int Train, int Epochs, int Quantization, int Measured, int Explained, int Softened, int LimeSamples, int ShapleySamples, int Steps)
{
    /// <summary>Height and width of a patch in pixels.</summary>
    public const int Patch = 4;

    /// <summary>Share of the patches that an explanation keeps: the paper's headline.</summary>
    public const double Fraction = 0.25;

    /// <summary>Versions over which explanations average, spread evenly over all q: explaining every one of them would cost eight times more and change little.</summary>
    public const int ExplainedVersions = 8;

    /// <summary>The shares of the patches that versions keep; 1 is no smoothing.</summary>
    public static IReadOnlyList<double> Keeps { get; } = [1, 0.5, 0.25, 0.125];

    /// <summary>The sizes of a run.</summary>
    /// <param name="quick">Whether a small one is wanted.</param>
    public static FashionSizes Create(bool quick) => quick
        ? new FashionSizes(10_000, 4, 16, 400, 40, 8, 64, 128, 8)
        : new FashionSizes(60_000, 10, 64, 10_000, 2_000, 100, 128, 256, 16);

    /// <summary>What the run looks at, in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"Fashion-MNIST, {Train:N0} images to learn in {Epochs} epochs for each share kept, q = {Quantization}; accuracy on {Measured:N0} test images, explanations and attacks on {Explained:N0}, soft stability on {Softened}");
}
