using Rationale.Attribution;
using Rationale.Data;
using Rationale.Randomness;

namespace Rationale.Samples.DecoyDigits;

/// <summary>How far a network reads the block instead of the digit.</summary>
public static class DecoyReading
{
    /// <summary>How many digits the numbers of a table look at, from the first.</summary>
    private const int Examples = 1000;

    /// <summary>The image in patches as large as a block. Blocks stand in corners, so that each is a patch.</summary>
    public static FeatureGroups Patches { get; } = FeatureGroups.Patches([DecoyMnist.Side, DecoyMnist.Side, 1], DecoyMnist.BlockSide, DecoyMnist.BlockSide);

    /// <summary>The share of the block in an explanation that knows nothing of it: one of 49 patches.</summary>
    public static double Chance => 1.0 / Patches.Count;

    /// <summary>Each patch adds up its scores, in which neighbors that disagree cancel. The part of the block in the magnitudes of these sums; zero where the explanation says nothing.</summary>
    /// <param name="attribution">784 scores.</param>
    /// <param name="mask">784 numbers: 1 on the block.</param>
    public static double ShareOnBlock(ReadOnlySpan<float> attribution, ReadOnlySpan<float> mask)
    {
        var sums = new double[Patches.Count];
        for (var i = 0; i < attribution.Length; i++)
        {
            sums[Patches.GroupOf[i]] += attribution[i];
        }

        var all = sums.Sum(Math.Abs);
        return all > 0 ? Math.Abs(sums[Patches.GroupOf[mask.IndexOf(1)]]) / all : 0;
    }

    /// <summary>
    /// Integrated gradients of the log-probability of the predicted class, from the average test image, whose block has another shade, drawn at random, to the image. They share out among the pixels what this digit
    /// and this shade have added to the prediction. A gradient alone says little here: where a network is sure, it vanishes whatever the network has read.
    /// </summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks to explain.</param>
    /// <param name="test">All test digits, of which the average is taken.</param>
    /// <param name="seed">Seed of the shades to start from.</param>
    public static Attributions Attribute(IModel model, Dataset decoys, Dataset test, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(decoys);
        ArgumentNullException.ThrowIfNull(test);
        var random = new RandomSource(seed).Fork("shades to start from");
        var mean = Mean(test.Features);
        var starts = new float[decoys.Count * DecoyMnist.Pixels];
        for (var row = 0; row < decoys.Count; row++)
        {
            var (image, mask) = (decoys.Features.Row(row), decoys.AnnotationMask!.Row(row));
            var own = image[mask.IndexOf(1)];
            byte[] others = [.. Enumerable.Range(0, DecoyMnist.Shades).Select(DecoyMnist.Shade).Where(shade => shade != own)];
            var other = others[random.NextInt32(others.Length)];
            for (var i = 0; i < mask.Length; i++)
            {
                starts[(row * DecoyMnist.Pixels) + i] = mask[i] > 0 ? other : mean[i];
            }
        }

        var method = new IntegratedGradients { Baseline = Baseline.PerExample(FeatureMatrix.FromArray(starts, DecoyMnist.Pixels)) };
        return model.Attribute(decoys, method, new AttributionOptions { Target = new Target(TargetOutput.LogProbability) });
    }

    /// <summary>The mean of <see cref="ShareOnBlock"/> over <see cref="Attribute"/>.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks.</param>
    /// <param name="seed">Seed of the shades to start from.</param>
    public static double MeanShareOnBlock(IModel model, Dataset decoys, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(decoys);
        var some = decoys.Take(Examples);
        var scores = Attribute(model, some, decoys, seed).Scores;
        return Enumerable.Range(0, some.Count).Average(row => ShareOnBlock(scores.Row(row), some.AnnotationMask!.Row(row)));
    }

    /// <summary>The part of digits whose prediction depends on the shade of their block: with nothing else changed, two of the ten shades get different predictions.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks.</param>
    public static double ChangedByDecoy(IModel model, Dataset decoys)
    {
        ArgumentNullException.ThrowIfNull(decoys);
        return ByShade(model, decoys.Take(Examples)).Average(predictions => predictions.Distinct().Count() > 1 ? 1.0 : 0);
    }

    /// <summary>What a network says of each digit when its block has each of the ten shades, from the lightest, which stands for 0 in training, to the darkest.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks.</param>
    public static IReadOnlyList<int[]> ByShade(IModel model, Dataset decoys)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(decoys);
        var predictions = Enumerable.Range(0, DecoyMnist.Shades).Select(step => model.Predict(Shaded(decoys, step))).ToList();
        return [.. Enumerable.Range(0, decoys.Count).Select(row => predictions.Select(prediction => prediction.ClassOf(row)).ToArray())];
    }

    /// <summary>The same digits with blocks of one shade.</summary>
    /// <param name="decoys">Digits with blocks.</param>
    /// <param name="step">The shade, from 0.</param>
    public static FeatureMatrix Shaded(Dataset decoys, int step)
    {
        ArgumentNullException.ThrowIfNull(decoys);
        var shaded = decoys.Features.ToArray().Zip(decoys.AnnotationMask!.ToArray(), (pixel, mask) => mask > 0 ? DecoyMnist.Shade(step) : pixel).ToArray();
        return FeatureMatrix.FromArray(shaded, DecoyMnist.Pixels);
    }

    private static float[] Mean(FeatureMatrix images)
    {
        var sums = new double[images.Width];
        for (var row = 0; row < images.Count; row++)
        {
            var image = images.Row(row);
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += image[i];
            }
        }

        return Array.ConvertAll(sums, sum => (float)(sum / images.Count));
    }
}
