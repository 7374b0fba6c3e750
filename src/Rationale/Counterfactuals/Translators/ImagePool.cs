using Rationale.Randomness;
using Rationale.Storage;

namespace Rationale.Counterfactuals;

/// <summary>
/// Translations of earlier steps (Shrivastava et al. 2017, section 2.3): once the pool is full, each new one is shown as it is or, as often, put in the place of an older one that is shown instead. So
/// discriminators do not forget.
/// </summary>
internal sealed class ImagePool(int size, int width)
{
    private readonly float[] _images = new float[checked(size * width)];
    private readonly int[] _classes = new int[size];
    private int _count;

    /// <summary>Replaces some images by older ones.</summary>
    /// <param name="random">Decides which.</param>
    /// <param name="images">[images × values]: what is shown.</param>
    /// <param name="classes">The class that each was made for; changed with the images.</param>
    public void Exchange(RandomSource random, Span<float> images, Span<int> classes)
    {
        for (var i = 0; i < classes.Length && size > 0; i++)
        {
            var image = images.Slice(i * width, width);
            if (_count < size)
            {
                image.CopyTo(_images.AsSpan(_count * width));
                _classes[_count++] = classes[i];
            }
            else if (random.NextDouble() > 0.5)
            {
                var place = random.NextInt32(size);
                var kept = _images.AsSpan(place * width, width);
                for (var value = 0; value < width; value++)
                {
                    (kept[value], image[value]) = (image[value], kept[value]);
                }

                (_classes[place], classes[i]) = (classes[i], _classes[place]);
            }
        }
    }

    public IEnumerable<NamedTensor> Save(string name) =>
    [
        NamedTensor.FromSingle(name, [_count, width], _images.AsSpan(0, _count * width)),
        NamedTensor.FromInt32(name + ".classes", [_count], _classes.AsSpan(0, _count)),
    ];

    public void Restore(string name, Func<string, NamedTensor> find)
    {
        var (images, classes) = (find(name).ToSingleArray(), find(name + ".classes").ToSingleArray());
        if (classes.Length > size || images.Length != classes.Length * width)
        {
            throw new ArgumentException($"The checkpoint keeps {classes.Length} older translations of {images.Length} values, but the pool of this training holds {size} of {width}; resume the translator that was saved.");
        }

        _count = classes.Length;
        images.CopyTo(_images, 0);
        for (var i = 0; i < classes.Length; i++)
        {
            _classes[i] = (int)classes[i];
        }
    }
}
