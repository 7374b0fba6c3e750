using Rationale.Attribution;
using Rationale.Kernels;

namespace Rationale.Counterfactuals;

/// <summary>
/// D-Grad-CAM: how the maps of a convolution differ between both images, times the gradient of the counterfactual's logit at each place of each map, Σ_k g_k ⊙ (a_k(x_R) − a_k(x_C)). Unlike in Grad-CAM the
/// gradient is not averaged over the image. The magnitude is brought to the size of the image (bilinear, corners not aligned) and repeated over its channels; behind convolutions without padding that
/// stretches it.
/// </summary>
public sealed record DiscriminativeGradCam : DiscriminativeMethod
{
    private const int ImagesAtOnce = 256;

    /// <summary>Name of the layer that is looked at, as <see cref="LayerNames"/> lists them: <c>conv2</c>. Null for the last convolution, or the last residual block that stands behind it.</summary>
    /// <value>The default is null.</value>
    public string? LayerName { get; init; }

    /// <inheritdoc/>
    public override string Name => "D-Grad-CAM";

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        var layer = LayerNames.Image(context.Model.Specification, null, LayerName);
        var (image, function) = (ImageGeometry.From(context.Model), new ModelScore(context.Model));
        var length = layer.Height * layer.Width * layer.Channels;
        var scores = new float[context.Pairs.Count * context.Width];
        for (var first = 0; first < context.Pairs.Count; first += ImagesAtOnce)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var count = Math.Min(ImagesAtOnce, context.Pairs.Count - first);
            var real = Activations(context, function, layer.Index, first, count, length, counterfactual: false).Activations;
            var (other, gradients) = Activations(context, function, layer.Index, first, count, length, counterfactual: true);
            for (var pair = 0; pair < count; pair++)
            {
                var map = Contributions(real, other, gradients, pair * length, layer);
                var large = new double[image.Pixels];
                ResizeKernels.Bilinear<double>(map, large, 1, layer.Height, layer.Width, 1, image.Height, image.Width);
                for (var i = 0; i < context.Width; i++)
                {
                    scores[((first + pair) * context.Width) + i] = (float)Math.Abs(large[i / image.Channels]);
                }
            }

            progress?.Report((double)(first + count) / context.Pairs.Count);
        }

        return scores;
    }

    private static double[] Contributions(float[] real, float[] counterfactual, float[] gradients, int start, ImageLayer layer)
    {
        var map = new double[layer.Height * layer.Width];
        for (var i = 0; i < map.Length * layer.Channels; i++)
        {
            map[i / layer.Channels] += (double)gradients[start + i] * ((double)real[start + i] - counterfactual[start + i]);
        }

        return map;
    }

    private static (float[] Activations, float[] Gradients) Activations(PairContext context, ModelScore function, int layer, int first, int count, int length, bool counterfactual)
    {
        var images = counterfactual ? context.Pairs.Counterfactual : context.Pairs.Real;
        var rows = new ScoreBatch(count, context.Width, (row, values) => images.CopyRows(first + row, 1, values), row => context.Pairs.To.Span[first + row]);
        var (activations, gradients) = (new float[count * length], new float[count * length]);
        function.LayerGradients(rows, TargetOutput.Logit, layer, new float[count], activations, gradients);
        return (activations, gradients);
    }
}
