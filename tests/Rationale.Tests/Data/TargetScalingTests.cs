using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Tests.Data;

/// <summary>Targets at unit scale, and predictions brought back.</summary>
public sealed class TargetScalingTests
{
    [Fact]
    public async Task Prices_in_hundreds_of_thousands_are_learned_at_unit_scale()
    {
        float[] sizes = [.. Enumerable.Range(0, 64).Select(i => (i - 32) / 16f)];
        var train = Dataset.ForRegression(FeatureMatrix.FromArray(sizes, 1), FeatureMatrix.FromArray([.. sizes.Select(size => 400_000 + (150_000 * size))], 1));
        var scale = Standardizer.Fit(train.Targets!);
        using var model = Model.Interpret(
            new ModelSpecification("Prices", EquatableArray.Create(1), EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)), new RegressorTask(1, Reduction.Mean), TaskLoss.With(), new TrainingDefaults()), seed: 1);
        var result = await model.TrainAsync(train.WithTargets(scale.Transform(train.Targets!)), new TrainingOptions { Epochs = 100, BatchSize = 16, LearningRate = 0.05 }, cancellationToken: TestContext.Current.CancellationToken);
        var predictions = model.Predict(FeatureMatrix.FromRows([[-1f], [0f], [1f]]));
        var prices = scale.Inverse(FeatureMatrix.FromRows(Enumerable.Range(0, predictions.Count).Select(example => predictions.Outputs(example).ToArray())));

        Assert.Empty(result.Warnings);
        Assert.Equal(250_000, prices.Row(0)[0], 3000f);
        Assert.Equal(400_000, prices.Row(1)[0], 3000f);
        Assert.Equal(550_000, prices.Row(2)[0], 3000f);
    }

    [Fact]
    public void Other_targets_must_be_as_many()
    {
        var data = Dataset.ForRegression(FeatureMatrix.FromRows([[1f], [2f]]), FeatureMatrix.FromRows([[1f], [2f]]));

        Assert.Contains("targets", Assert.Throws<ArgumentException>(() => data.WithTargets(FeatureMatrix.FromRows([[1f]]))).Message);
        Assert.Equal([5f], data.WithTargets(FeatureMatrix.FromRows([[4f], [5f]])).Targets!.Row(1));
    }
}
