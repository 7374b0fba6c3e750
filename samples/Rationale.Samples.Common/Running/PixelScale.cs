using Rationale.Data;

namespace Rationale.Samples;

/// <summary>Pictures whose pixels are bytes of 0 to 255, read as 0 to 1.</summary>
public static class PixelScale
{
    private const float LargestPixel = 255;

    /// <summary>Scales the features of a dataset; what is stored stays a byte a pixel.</summary>
    /// <param name="pictures">Pictures as they are read.</param>
    public static Dataset ToOne(Dataset pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        var bytes = Array.ConvertAll(pictures.Features.ToArray(), value => (byte)value);
        return pictures.WithFeatures(Column.FromBytes(bytes, pictures.Features.Width, 1 / LargestPixel));
    }
}
