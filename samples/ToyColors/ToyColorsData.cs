namespace Rationale.Samples.ToyColors;

/// <summary>
/// Toy colours (Ross 2017, section 5.1): pictures of 5 × 5 pixels in four colours whose two classes can be told apart by either of two rules.
/// Class 0: all four corners are equal, and the three middle pixels of the top row are all different. Class 1: neither holds.
/// </summary>
public static class ToyColorsData
{
    /// <summary>Side of a picture in pixels.</summary>
    public const int Side = 5;

    /// <summary>Bytes of a picture: 5 × 5 pixels of red, green, blue.</summary>
    public const int Features = Side * Side * 3;

    private const int TopLeft = 0;
    private const int TopRight = Side - 1;
    private const int BottomLeft = Side * (Side - 1);
    private const int BottomRight = (Side * Side) - 1;

    /// <summary>Red, green, blue and violet, as the authors chose them.</summary>
    private static readonly byte[][] Palette = [[255, 0, 0], [0, 255, 0], [0, 128, 255], [128, 0, 255]];

    /// <summary>Draws pictures.</summary>
    /// <param name="rows">How many, at least 1.</param>
    /// <param name="seed">Seed of the pictures.</param>
    public static ToyColorsSet Generate(int rows, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new Random(seed);
        var set = new ToyColorsSet(new byte[rows * Features], new byte[rows]);
        Span<int> colours = stackalloc int[Side * Side];
        for (var row = 0; row < rows; row++)
        {
            var label = random.NextDouble() < 0.5 ? 1 : 0;
            set.Labels[row] = (byte)label;
            foreach (ref var colour in colours)
                colour = random.Next(Palette.Length);
            if (label == 0)
                FollowRules(colours, random);
            else
                BreakRules(colours, random);
            for (var pixel = 0; pixel < colours.Length; pixel++)
                Palette[colours[pixel]].CopyTo(set.Images.AsSpan((row * Features) + (pixel * 3)));
        }

        return set;
    }

    private static void FollowRules(Span<int> colours, Random random)
    {
        colours[TopLeft] = colours[TopRight] = colours[BottomLeft] = colours[BottomRight];
        while (!TopMiddleDiffers(colours))
            RecolourTopMiddle(colours, random);
    }

    private static void BreakRules(Span<int> colours, Random random)
    {
        var (changed, other) = random.Next(2) == 0 ? (TopRight, BottomLeft) : (TopLeft, BottomRight);
        while (colours[changed] == colours[other])
            colours[changed] = random.Next(Palette.Length);
        while (TopMiddleDiffers(colours))
            RecolourTopMiddle(colours, random);
    }

    private static bool TopMiddleDiffers(ReadOnlySpan<int> colours) =>
        colours[1] != colours[2] && colours[2] != colours[3] && colours[1] != colours[3];

    private static void RecolourTopMiddle(Span<int> colours, Random random) => colours[1 + random.Next(3)] = random.Next(Palette.Length);
}
