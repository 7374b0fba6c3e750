using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.DecoyDigits;

/// <summary>
/// Decoy MNIST (Ross 2017, section 5.2): a gray 4 × 4 block in a random corner of each digit. In training its shade gives the label away;
/// in the test it is random, so a network that read the block fails.
/// </summary>
public static class DecoyMnist
{
    /// <summary>Side of an image in pixels.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Side of the block in pixels.</summary>
    public const int BlockSide = 4;

    /// <summary>Shades that a block can have, one for each digit.</summary>
    public const int Shades = 10;

    /// <summary>Puts a block on a copy of each image, and annotates it.</summary>
    /// <param name="digits">Images of 784 pixels, 0..255, with labels 0..9.</param>
    /// <param name="shade">What the shade of a block depends on.</param>
    /// <param name="seed">Seed of corners and random shades.</param>
    /// <returns>The images with blocks; the annotation mask is 1 on the sixteen pixels of an image's own block.</returns>
    /// <exception cref="ArgumentException">The images are of another size, or there are more than ten classes.</exception>
    public static Dataset Decorate(Dataset digits, DecoyShade shade, ulong seed)
    {
        if (digits.Features.Width != Pixels)
        {
            throw new ArgumentException($"The images have {digits.Features.Width} pixels, but digits have {Pixels}.", nameof(digits));
        }

        if (digits.Classes is < 1 or > Shades)
        {
            throw new ArgumentException($"The images have {digits.Classes} classes, but there are shades for 1 to {Shades}.", nameof(digits));
        }

        var random = new RandomSource(seed);
        var labels = digits.Labels.Span;
        var images = new byte[digits.Count * Pixels];
        var masks = new byte[digits.Count * Pixels];
        var pixels = new float[Pixels];
        for (var row = 0; row < digits.Count; row++)
        {
            digits.Features.CopyRows(row, 1, pixels);
            var image = images.AsSpan(row * Pixels, Pixels);
            for (var i = 0; i < Pixels; i++)
            {
                image[i] = (byte)pixels[i];
            }

            var top = random.NextInt32(2) == 0 ? 0 : Side - BlockSide;
            var left = random.NextInt32(2) == 0 ? 0 : Side - BlockSide;
            var step = shade == DecoyShade.Label ? labels[row] : random.NextInt32(Shades);
            Fill(image, top, left, Shade(step));
            Fill(masks.AsSpan(row * Pixels, Pixels), top, left, 1);
        }

        return digits.WithFeatures(FeatureMatrix.FromBytes(images, Pixels)).WithAnnotationMask(FeatureMatrix.FromBytes(masks, Pixels));
    }

    /// <summary>The shade of a block.</summary>
    /// <param name="step">0 for the lightest to 9 for the darkest.</param>
    public static byte Shade(int step) => (byte)(255 - (25 * step));

    private static void Fill(Span<byte> image, int top, int left, byte value)
    {
        for (var y = top; y < top + BlockSide; y++)
        {
            image.Slice((y * Side) + left, BlockSide).Fill(value);
        }
    }
}
