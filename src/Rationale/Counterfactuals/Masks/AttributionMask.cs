using Rationale.Attribution;

namespace Rationale.Counterfactuals;

/// <summary>One mask of a map: which pixels it marks, with which weights it mixes two images, and how much of the image it takes. Immutable, so safe for any number of threads.</summary>
public sealed class AttributionMask
{
    private readonly MaskedMap _map;
    private readonly float[] _weights;
    private readonly int _length;

    private AttributionMask(MaskedMap map, double threshold, int length)
    {
        (_map, Threshold, _length, _weights) = (map, threshold, length, new float[map.Places]);
        map.Weights(threshold, _weights);
        Count = map.Count(threshold);
    }

    /// <summary>Scores above it are marked.</summary>
    public double Threshold { get; }

    /// <summary>Places marked after the closing, before the blur: pixels, or pixels times channels where channels are masked apart.</summary>
    public int Count { get; }

    /// <summary><see cref="Count"/> as a share of all places.</summary>
    public double Size => (double)Count / _map.Places;

    /// <summary>Makes the mask of one threshold.</summary>
    /// <param name="scores">The map, one score for each value of the image, between −1 and 1.</param>
    /// <param name="imageShape">Height, width and channels.</param>
    /// <param name="threshold">Scores above it are marked.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">The shape is none of an image, the scores do not fit it or are not finite, or an option is out of range.</exception>
    public static AttributionMask Create(ReadOnlySpan<float> scores, IReadOnlyList<int> imageShape, double threshold, MaskOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(imageShape);
        options ??= new MaskOptions();
        options.Check();
        AttributionChecks.Require(!double.IsNaN(threshold), "The threshold of a mask", threshold, "a number");
        var image = ImageGeometry.From("the map", imageShape);
        if (scores.Length != image.Length)
        {
            throw new ArgumentException($"A map of {scores.Length} scores was given for images of {image.Height}×{image.Width}×{image.Channels}, which have {image.Length} values; give one score for each.");
        }

        DacChecks.Finite(scores, 0);
        return new AttributionMask(new MaskedMap(scores, image, options), threshold, image.Length);
    }

    /// <summary>The weight of the real image in each value of the hybrid, from 0 to 1, in the order of the image's values.</summary>
    public float[] Weights() => [.. Enumerable.Range(0, _length).Select(value => _weights[_map.WeightOf(value)])];

    /// <summary>The hybrid: the real image where the mask is, the counterfactual elsewhere.</summary>
    /// <param name="real">The real image.</param>
    /// <param name="counterfactual">Its counterfactual.</param>
    /// <exception cref="ArgumentException">An image has another size than the map.</exception>
    public float[] Mix(ReadOnlySpan<float> real, ReadOnlySpan<float> counterfactual)
    {
        if (real.Length != _length || counterfactual.Length != _length)
        {
            throw new ArgumentException($"Images of {real.Length} and {counterfactual.Length} values cannot be mixed by a mask of {_length}; give the images that the map belongs to.");
        }

        var hybrid = new float[_length];
        _map.Mix(_weights, real, counterfactual, hybrid);
        return hybrid;
    }
}
