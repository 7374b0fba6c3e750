using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.Discs;

/// <summary>
/// Images like those of the paper's DISC-A: shapes on black, of the class of how many triangles there are, one (0) or two (1), beside one or two discs or squares that do not matter. Here one knows
/// the counterfactual, the same image with a triangle more or less, and the pixels that decide. Pixels lie between −1 and 1, as the paper's do.
/// </summary>
/// <param name="Images">The images with their classes.</param>
/// <param name="Pairs">Each image with its counterfactual.</param>
/// <param name="Decisive">[images × pixels] 1 where image and counterfactual differ.</param>
public sealed record DiscImages(Dataset Images, CounterfactualPairs Pairs, FeatureMatrix Decisive)
{
    /// <summary>The values that pixels have.</summary>
    public static ValueRange Range => ValueRange.MinusOneToOne;

    /// <summary>Pixels across. The paper's images have 128.</summary>
    public const int Side = 32;

    private const int Pixels = Side * Side;
    private const double SmallestRadius = 3.5;
    private const double LargestRadius = 5.5;
    private const int Tries = 50;
    private const double Noise = 0.2;

    /// <summary>Draws images, half of each class.</summary>
    /// <param name="count">How many.</param>
    /// <param name="seed">Equal seeds give equal images.</param>
    public static DiscImages Generate(int count, ulong seed)
    {
        var random = new RandomSource(seed).Fork("discs");
        var (images, others, decisive, labels) = (new float[count * Pixels], new float[count * Pixels], new float[count * Pixels], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            var shapes = Scene(random);
            var image = images.AsSpan(i * Pixels, Pixels);
            var other = others.AsSpan(i * Pixels, Pixels);

            image.Fill(Range.Minimum);
            other.Fill(Range.Minimum);

            // The first shape is the triangle that one of both images lacks.
            Draw(shapes[(1 - labels[i])..], image);
            Draw(shapes[labels[i]..], other);
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                decisive[(i * Pixels) + pixel] = image[pixel] == other[pixel] ? 0 : 1;
            }
        }

        var real = FeatureMatrix.FromArray(images, Pixels);
        var pairs = CounterfactualPairs.Create(real, FeatureMatrix.FromArray(others, Pixels), labels, [.. labels.Select(label => 1 - label)], Range);
        return new DiscImages(Dataset.ForClassification(real, labels, 2).WithClassNames(["one triangle", "two triangles"]), pairs, FeatureMatrix.FromArray(decisive, Pixels));
    }

    /// <summary>
    /// The images with noise, to train a classifier on. Without it, where every image is clean, gradients between a triangle and none point here and there, and integrated gradients name half of its pixels.
    /// </summary>
    /// <param name="seed">Equal seeds give equal noise.</param>
    public Dataset WithNoise(ulong seed)
    {
        var random = new RandomSource(seed).Fork("noise");
        return Images.WithFeatures(FeatureMatrix.FromArray([.. Images.Features.ToArray().Select(pixel => (float)(pixel + (Noise * random.NextNormal())))], Pixels));
    }

    /// <summary>Two triangles and one or two other shapes, apart from each other.</summary>
    private static Shape[] Scene(RandomSource random)
    {
        while (true)
        {
            ShapeKind[] kinds = [ShapeKind.Triangle, ShapeKind.Triangle, .. Enumerable.Range(0, 1 + random.NextInt32(2)).Select(_ => (ShapeKind)random.NextInt32(2))];
            var shapes = new List<Shape>();
            for (var tries = 0; tries < Tries && shapes.Count < kinds.Length; tries++)
            {
                var radius = SmallestRadius + (random.NextDouble() * (LargestRadius - SmallestRadius));
                var shape = new Shape(kinds[shapes.Count], Within(random, radius), Within(random, radius), radius);
                if (shapes.TrueForAll(shape.IsApartFrom))
                {
                    shapes.Add(shape);
                }
            }

            if (shapes.Count == kinds.Length)
            {
                return [.. shapes];
            }
        }
    }

    private static double Within(RandomSource random, double radius) => radius + (random.NextDouble() * (Side - (2 * radius)));

    private static void Draw(Shape[] shapes, Span<float> image)
    {
        foreach (var shape in shapes)
        {
            shape.Draw(image, Side);
        }
    }
}
