using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Randomness;
using Rationale.Tests.Models;

namespace Rationale.Tests.Inputs;

/// <summary>Models of two inputs, and data for them.</summary>
internal static class TwoInputs
{
    /// <summary>An image and a table, each through layers of its own.</summary>
    public static ModelSpecification ImageAndTable(params ObjectiveTerm[] penalties) => new(
        "Patient",
        EquatableArray.Create(
            new ModelInput("image", EquatableArray.Create(4, 4, 1), EquatableArray.Create<Layer>(new ConvLayer(2, new Window(3, 3, 1, 1), 1, true, Initialization.PyTorchDefault), new TanhLayer(), new FlattenLayer())),
            new ModelInput("table", EquatableArray.Create(3), EquatableArray.Create<Layer>(new DenseLayer(4, true, Initialization.PyTorchDefault), new TanhLayer()))),
        EquatableArray.Create<Layer>(new DenseLayer(6, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)),
        Small.Classes(3),
        TaskLoss.With(penalties),
        new TrainingDefaults(Epochs: 3, BatchSize: 8, LearningRate: 0.02));

    /// <summary>Token ids and numbers.</summary>
    public static ModelSpecification TextAndTable(params ObjectiveTerm[] penalties) => ImageAndTable(penalties) with
    {
        Inputs = EquatableArray.Create(
            new ModelInput("table", EquatableArray.Create(3)),
            new ModelInput("text", EquatableArray.Create(4), EquatableArray.Create<Layer>(new EmbeddingLayer(7, 2), new FlattenLayer()))),
    };

    /// <summary>A self-explaining network over two inputs side by side.</summary>
    public static ModelSpecification SelfExplaining(params ObjectiveTerm[] penalties) => ImageAndTable(penalties) with
    {
        Inputs = EquatableArray.Create(new ModelInput("a", EquatableArray.Create(2)), new ModelInput("b", EquatableArray.Create(3))),
        Layers = Network,
    };

    /// <summary>The same network over one input that is both.</summary>
    public static ModelSpecification SelfExplainingOfOne(params ObjectiveTerm[] penalties) => SelfExplaining(penalties) with { Inputs = EquatableArray.Create(new ModelInput("both", EquatableArray.Create(5))) };

    private static EquatableArray<Layer> Network { get; } = EquatableArray.Create<Layer>(new SelfExplainingNetwork(
        new LearnedConcepts(
            EquatableArray.Create<Layer>(new DenseLayer(4, true, Initialization.PyTorchDefault), new TanhLayer()),
            EquatableArray.Create<Layer>(new DenseLayer(5, true, Initialization.PyTorchDefault))),
        EquatableArray.Create<Layer>(new DenseLayer(6, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(12, true, Initialization.PyTorchDefault)),
        3,
        ConceptAggregator.Sum));

    public static RobustnessPenalty Robustness(params string[] inputs) =>
        new(new Target(TargetOutput.Logit, TargetClass.All), RobustnessReduction.MeanOfSquares, 0.5) { OnInputs = new(inputs) };

    public static ExplanationPenalty Explanation(params string[] inputs) => Small.Sum with { OnInputs = new(inputs) };

    /// <summary>Both inputs know the class; the pixel at the corner of the image and the first column of the table are marked.</summary>
    public static Dataset Data(int rows, ulong seed = 5)
    {
        var random = new RandomSource(seed);
        var (images, table, labels) = (new float[rows * 16], new float[rows * 3], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % 3;
            for (var i = 0; i < 16; i++)
            {
                images[(row * 16) + i] = (float)((i % 3 == labels[row] ? 1 : 0) + (0.3 * random.NextNormal()));
            }

            for (var i = 0; i < 3; i++)
            {
                table[(row * 3) + i] = (float)((i == labels[row] ? 1 : 0) + (0.3 * random.NextNormal()));
            }
        }

        var (corner, first) = (new float[16], new float[] { 1, 0, 0 });
        corner[0] = 1;
        return Dataset.ForClassification(FeatureMatrix.FromArray(images, 16), labels, 3).WithFeaturesName("image").WithInput("table", FeatureMatrix.FromArray(table, 3))
            .WithAnnotationMask(FeatureMatrix.Repeat(corner, rows)).WithAnnotationMask("table", FeatureMatrix.Repeat(first, rows));
    }
}
