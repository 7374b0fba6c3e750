using Rationale.Data;

namespace Rationale.Samples;

/// <summary>Images whose pixels are bytes of 0 to 255, read as 0 to 1.</summary>
public static class PixelScale
{
    private const float LargestPixel = 255;

    /// <summary>Scales the features of a dataset; what is stored stays a byte a pixel.</summary>
    /// <param name="images">Images as they are read.</param>
    public static Dataset ToOne(Dataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var bytes = Array.ConvertAll(images.Features.ToArray(), value => (byte)value);
        return images.WithFeatures(FeatureMatrix.FromBytes(bytes, images.Features.Width, 1 / LargestPixel));
    }
}
