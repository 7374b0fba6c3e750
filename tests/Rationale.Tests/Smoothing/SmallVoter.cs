using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Smoothing;

/// <summary>A small classifier of images that votes over masks, and examples for it: the same here and in a process that a test starts.</summary>
internal static class SmallVoter
{
    public static Model Model(ulong seed = 5, int maskSeed = 7, int quantization = 16)
    {
        var shape = EquatableArray.Create(6, 6, 1);
        var layers = new Layer[] { new ConvLayer(4, new Window(3, 3, 1), 1, true, Initialization.PyTorchDefault), new ReluLayer(), new FlattenLayer(), new DenseLayer(4, true, Initialization.PyTorchDefault) };
        var smoothing = MaskSmoothing.Create(shape, 0.25, quantization, new Patches(2, 2), maskSeed);
        return Rationale.Model.Interpret(Small.Create(1, Small.Classes(4), layers) with { InputShape = shape, Smoothing = smoothing }, seed);
    }

    public static (FeatureMatrix Features, FeatureMatrix Masks) Examples(int count)
    {
        var random = new RandomSource(6);
        float[] features = [.. Enumerable.Range(0, count * 36).Select(_ => (float)random.NextNormal())];
        float[] masks = [.. Enumerable.Range(0, count * 9).Select(_ => (float)random.NextInt32(2))];
        return (FeatureMatrix.FromArray(features, 36), FeatureMatrix.FromArray(masks, 9));
    }

    /// <summary>The certificates of twenty examples, one a line.</summary>
    public static string[] Lines(Model model)
    {
        var (features, masks) = Examples(20);
        return [.. model.Smoothed.Certify(features, masks).Select(certificate => certificate.ToString())];
    }
}
