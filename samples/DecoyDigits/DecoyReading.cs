using Rationale.Data;

namespace Rationale.Samples.DecoyDigits;

/// <summary>How far a network reads the block instead of the digit.</summary>
public static class DecoyReading
{
    /// <summary>The part of an explanation, by absolute value, that lies on the block; zero where the explanation says nothing.</summary>
    /// <param name="attribution">784 gradients.</param>
    /// <param name="mask">784 numbers: 1 on the block.</param>
    public static double ShareOnBlock(ReadOnlySpan<float> attribution, ReadOnlySpan<float> mask)
    {
        var (inside, all) = (0.0, 0.0);
        for (var i = 0; i < attribution.Length; i++)
        {
            all += Math.Abs(attribution[i]);
            inside += mask[i] > 0 ? Math.Abs(attribution[i]) : 0;
        }

        return all > 0 ? inside / all : 0;
    }

    /// <summary>The part of digits whose prediction depends on the shade of their block: with nothing else changed, two of the ten shades get different predictions.</summary>
    /// <param name="model">The network.</param>
    /// <param name="decoys">Digits with blocks.</param>
    /// <param name="examples">How many digits to look at, from the first.</param>
    public static double ChangedByDecoy(DecoyDigitsModel model, Dataset decoys, int examples = 1000)
    {
        var some = decoys.Take(examples);
        var (images, masks) = (some.Features.ToArray(), some.AnnotationMask!.ToArray());
        var predictions = Enumerable.Range(0, DecoyMnist.Shades).Select(step =>
        {
            var shaded = images.Zip(masks, (pixel, mask) => mask > 0 ? DecoyMnist.Shade(step) : pixel).ToArray();
            return model.Predict(FeatureMatrix.FromArray(shaded, DecoyMnist.Pixels));
        }).ToList();
        return Enumerable.Range(0, some.Count).Average(row => predictions.Select(prediction => prediction.ClassOf(row)).Distinct().Count() > 1 ? 1.0 : 0);
    }
}
