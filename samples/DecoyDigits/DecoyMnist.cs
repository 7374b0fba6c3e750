namespace Rationale.Samples.DecoyDigits;

/// <summary>
/// Decoy MNIST (Ross 2017, section 5.2): a grey 4 × 4 block in a random corner of each digit. In training its shade gives the label away;
/// in the test it is random, so a network that read the block fails.
/// </summary>
public static class DecoyMnist
{
    /// <summary>Side of a picture in pixels.</summary>
    public const int Side = 28;

    /// <summary>Pixels of a picture.</summary>
    public const int Pixels = Side * Side;

    /// <summary>Side of the block in pixels.</summary>
    public const int BlockSide = 4;

    /// <summary>Puts a block on a copy of each picture.</summary>
    /// <param name="images">Pictures of 784 bytes, 0..255, one after the other; they are not changed.</param>
    /// <param name="labels">One label 0..9 per picture.</param>
    /// <param name="shade">What the shade of a block depends on.</param>
    /// <param name="seed">Seed of corners and random shades.</param>
    /// <exception cref="ArgumentException">Sizes or labels do not fit.</exception>
    public static DecoySet Decorate(ReadOnlySpan<byte> images, ReadOnlySpan<byte> labels, DecoyShade shade, int seed)
    {
        if (images.Length != labels.Length * Pixels)
            throw new ArgumentException($"{labels.Length} labels need {(long)labels.Length * Pixels} pixels, but there are {images.Length}.", nameof(images));
        var random = new Random(seed);
        var set = new DecoySet(images.ToArray(), labels.ToArray(), new byte[images.Length]);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] > 9)
                throw new ArgumentException($"The label of picture {row} is {labels[row]}; labels are 0 to 9.", nameof(labels));
            var top = random.Next(2) == 0 ? 0 : Side - BlockSide;
            var left = random.Next(2) == 0 ? 0 : Side - BlockSide;
            var step = shade == DecoyShade.Label ? labels[row] : random.Next(10);
            for (var y = top; y < top + BlockSide; y++)
            {
                var block = (row * Pixels) + (y * Side) + left;
                set.Images.AsSpan(block, BlockSide).Fill((byte)(255 - (25 * step)));
                set.Masks.AsSpan(block, BlockSide).Fill(1);
            }
        }

        return set;
    }
}
