using System.Globalization;
using Rationale.Data;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;
using Rationale.Storage;

namespace Rationale.Tests.Models;

/// <summary>Small models and data that every test of the runtime shares.</summary>
internal static class Small
{
    public static ExplanationPenalty Sum { get; } = new(10, 0, new Target(TargetOutput.LogProbability, TargetClass.All), PenaltyNorm.L2, Reduction.Sum);

    public static ModelSpecification Mlp(int inputs, ModelTask task, int hidden = 8) =>
        Create(inputs, task, new DenseLayer(hidden, true, Initialization.PyTorchDefault), new TanhLayer(), new DenseLayer(task.Outputs, true, Initialization.PyTorchDefault));

    public static ModelSpecification Linear(int inputs, ModelTask task) => Create(inputs, task, new DenseLayer(task.Outputs, true, Initialization.PyTorchDefault));

    public static ModelSpecification Create(int inputs, ModelTask task, params Layer[] layers) =>
        new("Small", EquatableArray.Create(inputs), new EquatableArray<Layer>(layers), task, TaskLoss.With(), new TrainingDefaults(Epochs: 3, BatchSize: 8, LearningRate: 0.01));

    public static ClassifierTask Classes(int classes) => new(classes, Reduction.Sum);

    public static RegressorTask Numbers(int outputs, Reduction reduction = Reduction.Sum) => new(outputs, reduction);

    /// <summary>A cloud of examples around a corner for each class.</summary>
    public static Dataset Blobs(int rows, int inputs = 4, int classes = 3, ulong seed = 1)
    {
        var random = new RandomSource(seed);
        var (features, labels) = (new float[rows * inputs], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = row % classes;
            for (var i = 0; i < inputs; i++)
            {
                features[(row * inputs) + i] = (float)((i == labels[row] ? 3 : 0) + (0.3 * random.NextNormal()));
            }
        }

        return Dataset.ForClassification(FeatureMatrix.FromArray(features, inputs), labels, classes);
    }

    public static Dataset Xor() => Dataset.ForClassification(FeatureMatrix.FromRows(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }), [0, 1, 1, 0]);

    /// <summary>y = 2 x₀ − x₁ + 0.5.</summary>
    public static Dataset Plane(int rows, int inputs = 2, ulong seed = 2)
    {
        var random = new RandomSource(seed);
        var features = Enumerable.Range(0, rows * inputs).Select(_ => (float)random.NextNormal()).ToArray();
        var targets = Enumerable.Range(0, rows).Select(row => (2 * features[row * inputs]) - features[(row * inputs) + 1] + 0.5f).ToArray();
        return Dataset.ForRegression(FeatureMatrix.FromArray(features, inputs), FeatureMatrix.FromArray(targets, 1));
    }

    /// <summary>Marks the same inputs of every example.</summary>
    public static Dataset Marking(this Dataset data, params int[] inputs)
    {
        var mask = new float[data.Features.Width];
        foreach (var input in inputs)
        {
            mask[input] = 1;
        }

        return data.WithAnnotationMask(FeatureMatrix.Repeat(mask, data.Count));
    }

    /// <summary>The parameters as a copy, to be compared bit for bit.</summary>
    public static float[] Copy(this IModel model) => model.Parameters.Values.ToArray();

    /// <summary>The history as text without times: equal texts mean equal bits.</summary>
    public static string Text(this IEnumerable<HistoryRecord> history) => string.Join("\n", history.Select(record =>
        $"{record.Epoch} {record.Step} {Text(record.Losses)} {Text(record.Metrics)}"));

    private static string Text(IReadOnlyDictionary<string, double> figures) =>
        string.Join(", ", figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key}={figure.Value:R}")));
}
