using Rationale.Attribution;
using Rationale.Randomness;

namespace Rationale.Counterfactuals;

/// <summary>The magnitude of Gaussian noise, blurred, with its smallest value brought to zero: what a map without any knowledge scores.</summary>
public sealed record RandomMap : DiscriminativeMethod
{
    private const double PaperSigma = 4;
    private const double PaperSide = 128;

    /// <summary>Standard deviation of the blur in pixels; null for 4 s / 128 of an image of shorter side s, the paper's at its size.</summary>
    /// <value>The default is null.</value>
    public double? Sigma { get; init; }

    /// <inheritdoc/>
    public override string Name => "random";

    internal override float[] Map(PairContext context, ShareProgress? progress)
    {
        var image = ImageGeometry.From(context.Model);
        var sigma = Sigma ?? (PaperSigma * Math.Min(image.Height, image.Width) / PaperSide);
        AttributionChecks.Require("RandomMap.Sigma", sigma);
        var blur = new GaussianBlur((2 * (int)Math.Ceiling(4 * sigma)) + 1, sigma);
        var maps = new float[context.Pairs.Count * context.Width];
        var source = new RandomSource(context.Options.Seed).Fork("random map");
        Parallel.For(0, context.Pairs.Count, new ParallelOptions { CancellationToken = context.Cancellation }, pair =>
        {
            var (random, layer) = (source.Fork((ulong)pair), new float[image.Pixels]);
            for (var channel = 0; channel < image.Channels; channel++)
            {
                for (var i = 0; i < layer.Length; i++)
                {
                    layer[i] = (float)Math.Abs(random.NextNormal());
                }

                blur.Run(layer, image.Height, image.Width);
                for (var i = 0; i < layer.Length; i++)
                {
                    maps[(pair * context.Width) + (i * image.Channels) + channel] = layer[i];
                }
            }
        });
        return ResidualMap.FromZero(maps, context.Width);
    }
}
