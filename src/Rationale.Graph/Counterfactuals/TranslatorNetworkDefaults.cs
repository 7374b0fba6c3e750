using Rationale.Graph.Models;

namespace Rationale.Graph.Counterfactuals;

/// <summary>
/// The networks of a translator whose author declares none: those of the cycle-GAN (Zhu et al. 2017, appendix) at the size of its images, and smaller ones for smaller images. Borders are padded with
/// zeros, where the authors mirror the image.
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class TranslatorNetworkDefaults
{
    private const double Epsilon = 1e-5;
    private const int LargeSide = 128;

    /// <summary>
    /// A convolution of 7 × 7, two that halve the image where its sides can be halved, residual blocks, as many that double it, a convolution of 7 × 7 and a hyperbolic tangent.
    /// </summary>
    /// <param name="image">Height, width and channels.</param>
    public static EquatableArray<Layer> Generator(EquatableArray<int> image)
    {
        if (image.Count != 3)
        {
            return default;
        }

        var side = Math.Min(image[0], image[1]);
        var halvings = Enumerable.Range(0, 3).Last(times => image[0] % (1 << times) == 0 && image[1] % (1 << times) == 0 && (times == 0 || side >> times >= 7));
        var (width, blocks) = side >= 2 * LargeSide ? (64, 9) : side >= LargeSide ? (64, 6) : (16, 3);
        var layers = new List<Layer> { Conv(width, Odd(7, side), 1), Norm, new ReluLayer() };
        for (var times = 1; times <= halvings; times++)
        {
            layers.AddRange([Conv(width << times, 3, 2), Norm, new ReluLayer()]);
        }

        for (var block = 0; block < blocks; block++)
        {
            layers.Add(new ResidualLayer("TranslatorBlock", EquatableArray.Create<Layer>(Conv(width << halvings, 3, 1), Norm, new ReluLayer(), Conv(width << halvings, 3, 1), Norm)));
        }

        for (var times = halvings - 1; times >= 0; times--)
        {
            layers.AddRange([new ConvTransposeLayer(width << times, new Window(3, 3, 2, 1), 1, 1, true, Initialization.PyTorchDefault), Norm, new ReluLayer()]);
        }

        layers.AddRange([Conv(image[2], Odd(7, side), 1), new TanhLayer()]);
        return new EquatableArray<Layer>(layers);
    }

    /// <summary>The PatchGAN: convolutions of 4 × 4 that halve the image, up to three of them, one that does not, and one that gives a map.</summary>
    /// <param name="image">Height, width and channels.</param>
    /// <param name="channels">Channels of the map.</param>
    public static EquatableArray<Layer> Discriminator(EquatableArray<int> image, int channels)
    {
        if (image.Count != 3)
        {
            return default;
        }

        var side = Math.Min(image[0], image[1]);
        var width = side >= LargeSide ? 64 : 16;
        if (side < 8)
        {
            return EquatableArray.Create<Layer>(Conv(width, 3, 1), new LeakyReluLayer(0.2), Conv(channels, 3, 1));
        }

        var layers = new List<Layer> { Halving(width), new LeakyReluLayer(0.2) };
        var halvings = Enumerable.Range(1, 3).Last(times => times == 1 || side >> times >= 7);
        for (var times = 1; times < halvings; times++)
        {
            layers.AddRange([Halving(width << times), Norm, new LeakyReluLayer(0.2)]);
        }

        layers.AddRange(
        [
            new ConvLayer(width << halvings, new Window(4, 4, 1, 1), 1, true, Initialization.PyTorchDefault), Norm, new LeakyReluLayer(0.2),
            new ConvLayer(channels, new Window(4, 4, 1, 1), 1, true, Initialization.PyTorchDefault),
        ]);
        return side >> halvings >= 4 ? new EquatableArray<Layer>(layers) : new EquatableArray<Layer>([.. layers.Take(2), Conv(channels, 3, 1)]);
    }

    private static InstanceNormLayer Norm => new(Epsilon, Affine: false);

    private static ConvLayer Conv(int filters, int size, int stride) => new(filters, new Window(size, size, stride, size / 2), 1, true, Initialization.PyTorchDefault);

    private static ConvLayer Halving(int filters) => new(filters, new Window(4, 4, 2, 1), 1, true, Initialization.PyTorchDefault);

    /// <summary>The largest odd size that is no larger than a half of the image.</summary>
    private static int Odd(int size, int side) => Math.Max(1, Math.Min(size, (side / 2) - 1 | 1));
}
