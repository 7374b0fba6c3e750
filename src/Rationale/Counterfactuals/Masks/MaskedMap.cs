namespace Rationale.Counterfactuals;

/// <summary>
/// A map of scores prepared for all thresholds: brought to one layer unless channels are masked apart, and closed once. Masks of rising thresholds are nested, so their sizes tell them apart.
/// </summary>
internal sealed class MaskedMap
{
    private readonly ImageGeometry _image;
    private readonly float[] _closed;
    private readonly float[] _sorted;
    private readonly GaussianBlur _blur;
    private readonly int _layers;

    /// <summary>Closes a map.</summary>
    /// <param name="scores">[height × width × channels].</param>
    /// <param name="image">The image's geometry.</param>
    /// <param name="options">How masks are made; checked before.</param>
    public MaskedMap(ReadOnlySpan<float> scores, ImageGeometry image, MaskOptions options)
    {
        _image = image;
        _layers = options.ChannelWise ? image.Channels : 1;
        _closed = new float[image.Pixels * _layers];
        var element = StructuringElement.Ellipse(options.ClosingFor(image.Height, image.Width));
        var layer = new float[image.Pixels];
        for (var channel = 0; channel < _layers; channel++)
        {
            for (var pixel = 0; pixel < layer.Length; pixel++)
            {
                var values = scores.Slice(pixel * image.Channels, image.Channels);
                layer[pixel] = options.ChannelWise ? values[channel] : Largest(values);
            }

            Morphology.Close(layer, image.Height, image.Width, element).CopyTo(_closed, channel * layer.Length);
        }

        _sorted = [.. _closed];
        Array.Sort(_sorted);
        var taps = options.BlurFor(image.Height, image.Width);
        _blur = new GaussianBlur(taps, options.SigmaFor(taps));
    }

    /// <summary>Places that can be marked: pixels, or pixels times channels where channels are masked apart.</summary>
    public int Places => _closed.Length;

    /// <summary>How many places a mask marks before it is blurred.</summary>
    public int Count(double threshold)
    {
        var (low, high) = (0, _sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _sorted[middle] > threshold ? (low, middle) : (middle + 1, high);
        }

        return _sorted.Length - low;
    }

    /// <summary>The weights of the real image: 1 where the mask marks a place, 0 elsewhere, blurred.</summary>
    /// <param name="threshold">Scores above it are marked.</param>
    /// <param name="weights">Receives <see cref="Places"/> weights, layer after layer.</param>
    public void Weights(double threshold, Span<float> weights)
    {
        for (var i = 0; i < _closed.Length; i++)
        {
            weights[i] = _closed[i] > threshold ? 1 : 0;
        }

        for (var layer = 0; layer < _layers; layer++)
        {
            _blur.Run(weights.Slice(layer * _image.Pixels, _image.Pixels), _image.Height, _image.Width);
        }
    }

    /// <summary>w ⊙ x_R + (1 − w) ⊙ x_C.</summary>
    public void Mix(ReadOnlySpan<float> weights, ReadOnlySpan<float> real, ReadOnlySpan<float> counterfactual, Span<float> hybrid)
    {
        for (var i = 0; i < hybrid.Length; i++)
        {
            var weight = weights[WeightOf(i)];
            hybrid[i] = (weight * real[i]) + ((1 - weight) * counterfactual[i]);
        }
    }

    /// <summary>The index of the weight of a value of the image.</summary>
    public int WeightOf(int value) => _layers == 1 ? value / _image.Channels : (value % _image.Channels * _image.Pixels) + (value / _image.Channels);

    private static float Largest(ReadOnlySpan<float> values)
    {
        var largest = values[0];
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        return largest;
    }
}
