using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.ToyColors;

/// <summary>
/// Toy colors (Ross 2017, section 5.1): images of 5 × 5 pixels in four colors whose two classes can be told apart by either of two rules.
/// Class 0: all four corners are equal, and the three middle pixels of the top row are all different. Class 1: neither holds.
/// </summary>
public static class ToyColorsData
{
    /// <summary>Side of an image in pixels.</summary>
    public const int Side = 5;

    /// <summary>Bytes of an image: 5 × 5 pixels of red, green, blue.</summary>
    public const int Features = Side * Side * 3;

    private const int TopLeft = 0;
    private const int TopRight = Side - 1;
    private const int BottomLeft = Side * (Side - 1);
    private const int BottomRight = (Side * Side) - 1;

    /// <summary>Red, green, blue and violet, as the authors chose them.</summary>
    private static readonly byte[][] Palette = [[255, 0, 0], [0, 255, 0], [0, 128, 255], [128, 0, 255]];

    /// <summary>Draws images.</summary>
    /// <param name="examples">How many, at least 1.</param>
    /// <param name="seed">Seed of the images.</param>
    /// <returns>[rows × 75]: pixels row by row, each red, green, blue, 0..255; label 0 where both rules hold, 1 where neither does.</returns>
    public static Dataset Generate(int examples, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        var random = new RandomSource(seed);
        var images = new byte[examples * Features];
        var labels = new int[examples];
        Span<int> colors = stackalloc int[Side * Side];
        for (var row = 0; row < examples; row++)
        {
            labels[row] = random.NextDouble() < 0.5 ? 1 : 0;
            foreach (ref var color in colors)
            {
                color = random.NextInt32(Palette.Length);
            }

            if (labels[row] == 0)
            {
                FollowRules(colors, random);
            }
            else
            {
                BreakRules(colors, random);
            }

            for (var pixel = 0; pixel < colors.Length; pixel++)
            {
                Palette[colors[pixel]].CopyTo(images.AsSpan((row * Features) + (pixel * 3)));
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromBytes(images, Features), labels, classes: 2);
    }

    private static void FollowRules(Span<int> colors, RandomSource random)
    {
        colors[TopLeft] = colors[TopRight] = colors[BottomLeft] = colors[BottomRight];
        while (!TopMiddleDiffers(colors))
        {
            RecolorTopMiddle(colors, random);
        }
    }

    private static void BreakRules(Span<int> colors, RandomSource random)
    {
        var (changed, other) = random.NextInt32(2) == 0 ? (TopRight, BottomLeft) : (TopLeft, BottomRight);
        while (colors[changed] == colors[other])
        {
            colors[changed] = random.NextInt32(Palette.Length);
        }

        while (TopMiddleDiffers(colors))
        {
            RecolorTopMiddle(colors, random);
        }
    }

    private static bool TopMiddleDiffers(ReadOnlySpan<int> colors) =>
        colors[1] != colors[2] && colors[2] != colors[3] && colors[1] != colors[3];

    private static void RecolorTopMiddle(Span<int> colors, RandomSource random) => colors[1 + random.NextInt32(3)] = random.NextInt32(Palette.Length);
}
