using Rationale.Kernels;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>
/// Where in the image the maps of a convolution speak for the class (Selvaraju et al. 2017): each map is weighted by the mean of its gradient over the image, the sum is
/// brought to the size of the input (bilinear, corners not aligned) and repeated over the input's channels. Behind convolutions without padding the places of a layer see less than the whole image, over
/// which its maps are stretched all the same: what is named then lies beside its pixels.
/// </summary>
public sealed record GradCam : AttributionMethod
{
    /// <summary>Index in the model's layers of the layer that is looked at; its examples must be images. Null for the last convolution or residual block.</summary>
    /// <value>The default is null.</value>
    public int? Layer { get; init; }

    /// <summary>Name of the layer instead, as <see cref="LayerNames"/> lists them: <c>conv2</c>.</summary>
    /// <value>The default is null.</value>
    public string? LayerName { get; init; }

    /// <summary>Whether places that speak against the class are set to zero, as in the paper. As in Captum they are not, unless asked for.</summary>
    /// <value>The default is false.</value>
    public bool Relu { get; init; }

    /// <inheritdoc/>
    public override string Name => "Grad-CAM";

    internal override ScoreUnit Unit => ScoreUnit.None;

    internal override Estimator Prepare(AttributionContext context)
    {
        if (context.Function is not ModelScore { Model.Specification: var model })
        {
            throw new ArgumentException($"Grad-CAM looks at a layer, but '{context.Function.Name}' is no ModelScore; explain a model, or use another method.");
        }

        if (model.Inputs.Count > 1)
        {
            throw new ArgumentException($"Grad-CAM shows places of one image, but '{model.Name}' takes {DataChecks.Names(model)}; use another method.");
        }

        if (model.HasModuleLayers)
        {
            throw LayerNames.Unknown(Name, model.Name);
        }

        var layer = LayerNames.Image(model, Layer, LayerName);
        return new CamEstimator(layer.Index, [layer.Height, layer.Width, layer.Channels], [.. model.InputShape], Relu);
    }

    /// <summary>Maps and their gradients, as the model gives them.</summary>
    private sealed class LayerRequest(int layer, int length) : ScoreRequest
    {
        private float[] _activations = [];
        private float[] _gradients = [];

        public override int Width(ScoreFunction function) => 2 * length;

        public override void Run(ScoreFunction function, ScoreBatch batch, TargetOutput output, Span<float> scores, Memory<float> detail)
        {
            var all = batch.Count * length;
            (_activations, _gradients) = _activations.Length < all ? (new float[all], new float[all]) : (_activations, _gradients);
            ((ModelScore)function).LayerGradients(batch, output, layer, scores, _activations, _gradients);
            for (var row = 0; row < batch.Count; row++)
            {
                _activations.AsSpan(row * length, length).CopyTo(detail.Span[(2 * row * length)..]);
                _gradients.AsSpan(row * length, length).CopyTo(detail.Span[(((2 * row) + 1) * length)..]);
            }
        }
    }

    private sealed class CamEstimator(int layer, int[] maps, int[] image, bool relu) : Estimator
    {
        private readonly double[] _weights = new double[maps[2]];
        private readonly double[] _map = new double[maps[0] * maps[1]];
        private readonly double[] _large = new double[image[0] * image[1]];

        public override ScoreRequest Request { get; } = new LayerRequest(layer, maps[0] * maps[1] * maps[2]);

        public override int Samples => 1;

        public override void Fill(ExplainedExample example, int sample, Span<float> x) => example.Values.CopyTo(x);

        public override void Add(ExplainedExample example, int sample, double score, ReadOnlySpan<float> detail)
        {
            var activations = detail[..(detail.Length / 2)];
            var gradients = detail[(detail.Length / 2)..];
            Array.Clear(_weights);
            for (var i = 0; i < gradients.Length; i++)
            {
                _weights[i % maps[2]] += (double)gradients[i] / _map.Length;
            }

            for (var place = 0; place < _map.Length; place++)
            {
                var sum = 0.0;
                for (var map = 0; map < maps[2]; map++)
                {
                    sum += _weights[map] * activations[(place * maps[2]) + map];
                }

                _map[place] = relu ? Math.Max(0, sum) : sum;
            }
        }

        public override double End(ExplainedExample example, Span<double> scores)
        {
            ResizeKernels.Bilinear<double>(_map, _large, 1, maps[0], maps[1], 1, image[0], image[1]);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = _large[i / image[2]];
            }

            return double.NaN;
        }
    }
}
