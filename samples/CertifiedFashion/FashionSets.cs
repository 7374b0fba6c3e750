using Rationale.Data;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>The images of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Images to learn.</param>
/// <param name="Test">Images to measure on.</param>
/// <param name="Sizes">How many of them are looked at.</param>
public sealed record FashionSets(Dataset Train, Dataset Test, FashionSizes Sizes)
{
    /// <summary>Where networks are trained, asked, explained and certified.</summary>
    public Device Device { get; init; } = Device.Cpu;

    /// <summary>Takes and scales as many images as a run looks at.</summary>
    /// <param name="images">The images.</param>
    /// <param name="sizes">How many.</param>
    public static FashionSets Create(MnistData images, FashionSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(sizes);
        var (train, test) = (Math.Min(sizes.Train, images.Train.Count), Math.Min(sizes.Measured, images.Test.Count));
        return new FashionSets(PixelScale.ToOne(images.Train.Take(train)), PixelScale.ToOne(images.Test.Take(test)), sizes);
    }

    /// <summary>The test images that are explained, certified and attacked.</summary>
    public Dataset Explained => Test.Take(Math.Min(Sizes.Explained, Test.Count));
}
