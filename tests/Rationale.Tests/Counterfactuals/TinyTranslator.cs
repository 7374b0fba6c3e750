using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Counterfactuals;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Counterfactuals;

/// <summary>The networks of translator.json: 8×8 images, four layers a network.</summary>
internal static class TinyTranslator
{
    public const int Pixels = 64;

    private static readonly Window ThreeByThree = new(3, 3, 1, 1);

    public static ModelSpecification Classifier { get; } = Small.Create(1, Small.Classes(3)) with
    {
        InputShape = EquatableArray.Create(8, 8, 1),
        Layers = EquatableArray.Create<Layer>(new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
    };

    /// <summary>Between the classes 0 and 2 of three.</summary>
    public static TranslatorSpecification Pair(bool guided = false, int pool = 0) => new(
        "tiny", TranslatorKind.Pair, EquatableArray.Create(8, 8, 1), 3, 0, 2, Generator, Discriminator(1), 0, 1,
        new TranslatorWeights(Classifier: guided ? 0.7 : 0), new TranslatorTrainingDefaults(1, 0, 3, 2e-3, pool), Classifier);

    /// <summary>Between two classes, so that each image has one other class to become.</summary>
    public static TranslatorSpecification Star(int classes = 2, int pool = 0) => new(
        "tiny star", TranslatorKind.Star, EquatableArray.Create(8, 8, 1), classes, 0, 0, new EquatableArray<Layer>(Generator.Where(layer => layer is not InstanceNormLayer)), Discriminator(classes), 0, 1, new TranslatorWeights(), new TranslatorTrainingDefaults(1, 0, 3, 2e-3, pool));

    public static EquatableArray<Layer> Generator { get; } = EquatableArray.Create<Layer>(
        new ConvLayer(3, ThreeByThree, 1, false, Initialization.PyTorchDefault), new InstanceNormLayer(1e-5, false), new ReluLayer(), new ConvLayer(1, ThreeByThree, 1, true, Initialization.PyTorchDefault), new TanhLayer());

    public static EquatableArray<Layer> Discriminator(int channels) => EquatableArray.Create<Layer>(
        new ConvLayer(4, new Window(4, 4, 2, 1), 1, true, Initialization.PyTorchDefault), new LeakyReluLayer(0.2), new ConvLayer(channels, ThreeByThree, 1, true, Initialization.PyTorchDefault));

    /// <summary>Images of some classes, bright above or below.</summary>
    public static Dataset Images(int count, params int[] classes)
    {
        var random = new RandomSource(3);
        var (values, labels) = (new float[count * Pixels], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = classes[i % classes.Length];
            for (var pixel = 0; pixel < Pixels; pixel++)
            {
                values[(i * Pixels) + pixel] = (float)(((pixel / 32 == labels[i] % 2) ? 0.6 : 0.1) + (0.3 * random.NextDouble()));
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(values, Pixels), labels, 3);
    }
}
