using Rationale.Attribution;
using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>The explanations of one method.</summary>
/// <param name="Method">Name of the method.</param>
/// <param name="Scores">A score for each patch, [images × patches]; null where chance chose.</param>
/// <param name="Masks">The patches that each explanation keeps, [images × patches] zeros and ones.</param>
public sealed record Explanations(string Method, FeatureMatrix? Scores, FeatureMatrix Masks)
{
    /// <summary>The patches that the explanation of one image keeps.</summary>
    /// <param name="image">Number of the image.</param>
    public bool[] Of(int image) => Array.ConvertAll(Masks.Row(image), flag => flag != 0);
}

/// <summary>
/// The four methods whose explanations are certified, and chance beside them. Each explains the mean probability that masked versions give to the predicted class. Scores of pixels are added up over a patch and
/// ranked by size, as the authors do; so are LIME's; Shapley values are ranked as they are.
/// </summary>
public static class Explainers
{
    /// <summary>The method whose explanations are attacked and shown.</summary>
    public const string Headline = "KernelSHAP";

    /// <summary>Chance as a method.</summary>
    public const string Chance = "random";

    private const int ImagesAtOnce = 50;

    /// <summary>The methods, and whether they are ranked by size.</summary>
    /// <param name="patches">The patches.</param>
    /// <param name="sizes">Samples of each.</param>
    public static IReadOnlyList<(AttributionMethod Method, bool BySize)> Methods(FeatureGroups patches, FashionSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        return
        [
            (new InputXGradient(), true),
            (new IntegratedGradients { Steps = sizes.Steps, Quadrature = Quadrature.Midpoint }, true),
            (new Lime { Groups = patches, Samples = sizes.LimeSamples }, true),
            (new KernelShap { Groups = patches, Samples = sizes.ShapleySamples }, false),
        ];
    }

    /// <summary>Explains images by every method and by chance.</summary>
    /// <param name="classifier">The smoothed classifier.</param>
    /// <param name="images">The images.</param>
    /// <param name="sizes">Samples of each method.</param>
    /// <param name="seed">Seed of everything drawn.</param>
    /// <param name="display">Shows how far it is.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static IReadOnlyList<Explanations> Explain(
        SmoothedFashion classifier, Dataset images, FashionSizes sizes, ulong seed, TrainingDisplay display, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(display);
        var (score, options) = (classifier.Score(), new AttributionOptions { Target = new Target(TargetOutput.Probability), Seed = seed });
        var found = new List<Explanations>();
        foreach (var (method, bySize) in Methods(classifier.Patches, sizes))
        {
            var (scores, masks) = (new List<FeatureMatrix>(), new List<FeatureMatrix>());
            var chunks = Enumerable.Range(0, images.Count).Chunk(ImagesAtOnce).ToArray();
            var done = display.Trainings($"{classifier.Name}: {method.Name}", chunks.Length);
            foreach (var chunk in chunks)
            {
                var some = method.Attribute(score, images.Select(chunk), options, null, cancellationToken).ByGroup(classifier.Patches);
                scores.Add(some.Scores);
                masks.Add(some.TopFraction(FashionSizes.Fraction, bySize));
                done();
            }

            found.Add(new Explanations(method.Name, FeatureMatrix.Concat(scores), FeatureMatrix.Concat(masks)));
        }

        return [.. found, AtRandom(classifier.Patches.Count, images.Count, seed)];
    }

    private static Explanations AtRandom(int patches, int images, ulong seed)
    {
        var random = new RandomSource(seed).Fork(Chance);
        var flags = new byte[patches * images];
        for (var image = 0; image < images; image++)
        {
            var order = Enumerable.Range(0, patches).ToArray();
            random.Shuffle(order);
            foreach (var patch in order.AsSpan(0, Ranking.Count(patches, FashionSizes.Fraction)))
            {
                flags[(image * patches) + patch] = 1;
            }
        }

        return new Explanations(Chance, null, FeatureMatrix.FromBytes(flags, patches));
    }
}
