using System.Numerics.Tensors;
using Rationale.Data;
using Rationale.SelfExplaining;

namespace Rationale.Counterfactuals;

/// <summary>The nearest labeled example of the other class, the first of equally near ones.</summary>
internal sealed class NearestExampleSource : CounterfactualSource
{
    private readonly Dataset _examples;

    public NearestExampleSource(Dataset examples, ValueRange? range)
    {
        ArgumentNullException.ThrowIfNull(examples);
        (_examples, Range) = (examples, range);
    }

    public override string Name => "nearest example";

    public override ValueRange? Range { get; }

    protected override FeatureMatrix Translate(FeatureMatrix images, int from, int to, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (images.Width != _examples.Features.Width)
        {
            throw new ArgumentException($"The images have {images.Width} values, but the examples to choose the nearest from have {_examples.Features.Width}; give examples of the same size.");
        }

        var candidates = _examples.Features.Select([.. ExamplesOf(_examples, to, "the examples to choose the nearest from")]).ToArray();
        var (width, found) = (images.Width, new float[checked(images.Count * images.Width)]);
        var share = new ShareDone(progress, images.Count);
        Parallel.For(0, images.Count, new ParallelOptions { CancellationToken = cancellationToken }, image =>
        {
            var (values, best, nearest) = (images.Row(image), 0, double.PositiveInfinity);
            for (var start = 0; start < candidates.Length; start += width)
            {
                var distance = TensorPrimitives.Distance<float>(values, candidates.AsSpan(start, width));
                if (distance < nearest)
                {
                    (best, nearest) = (start, distance);
                }
            }

            candidates.AsSpan(best, width).CopyTo(found.AsSpan(image * width));
            share.Add();
        });
        return FeatureMatrix.FromArray(found, width);
    }
}
