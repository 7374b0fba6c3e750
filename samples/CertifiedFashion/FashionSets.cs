using Rationale.Data;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>The pictures of one run, with pixels of 0 to 1.</summary>
/// <param name="Train">Pictures to learn.</param>
/// <param name="Test">Pictures to measure on.</param>
/// <param name="Sizes">How many of them are looked at.</param>
public sealed record FashionSets(Dataset Train, Dataset Test, FashionSizes Sizes)
{
    /// <summary>Takes and scales as many pictures as a run looks at.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="sizes">How many.</param>
    public static FashionSets Of(MnistData pictures, FashionSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(sizes);
        var (train, test) = (Math.Min(sizes.Train, pictures.Train.Count), Math.Min(sizes.Measured, pictures.Test.Count));
        return new FashionSets(PixelScale.ToOne(pictures.Train.Take(train)), PixelScale.ToOne(pictures.Test.Take(test)), sizes);
    }

    /// <summary>The test pictures that are explained, certified and attacked.</summary>
    public Dataset Explained => Test.Take(Math.Min(Sizes.Explained, Test.Count));
}
