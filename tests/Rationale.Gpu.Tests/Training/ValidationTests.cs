using Rationale.Constraints;
using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using Rationale.Training.CrossValidation;

namespace Rationale.Gpu.Tests.Training;

/// <summary>What a training measures of its model, validation data and automatic weights, is measured where it trains.</summary>
public sealed class ValidationTests
{
    private static readonly Dataset Data = Small.Blobs(24).Marking(3);

    private static TrainingOptions Options => new() { Epochs = 2, Seed = 3, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3 };

    [Fact]
    public async Task Automatic_weights_are_measured_on_the_device()
    {
        var (expected, found) = await BothAsync(Options with { AutomaticRatio = 0.5 });
        Assert.NotEqual(10, expected.ExplanationWeight);
        Assert.Equal(expected.ExplanationWeight, found.ExplanationWeight, 1e-4 * expected.ExplanationWeight);
    }

    [Fact]
    public async Task Validation_data_are_measured_on_the_device()
    {
        var (expected, found) = await BothAsync(Options with { Validation = Small.Blobs(9, seed: 5).Marking(3) });
        Assert.Equal(expected.History.Count, found.History.Count);
        foreach (var (one, other) in expected.History.Zip(found.History))
        {
            Assert.Equal(one.Metrics.Keys, other.Metrics.Keys);
            Assert.All(one.Metrics, metric => Assert.Equal(metric.Value, other.Metrics[metric.Key], 1e-4 * Math.Max(1, Math.Abs(metric.Value))));
        }
    }

    [Fact]
    public async Task Folds_are_measured_where_they_were_trained()
    {
        var device = new NotingDevice(TestDevice.Current);
        await Data.CrossValidateAsync(_ => Create(), new CrossValidationOptions { Folds = 2, Training = Options with { Epochs = 1, Device = device } }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["", "", "outputs", "outputs"], device.Programs.Order());
    }

    [Fact]
    public async Task Rounds_of_find_another_explanation_are_measured_where_they_were_trained()
    {
        var device = new NotingDevice(TestDevice.Current);
        var options = new FindAnotherExplanationOptions { Rounds = 1, Training = Options with { Epochs = 1, Device = device } };
        using var model = Create();
        await FindAnotherExplanation.RunAsync(_ => model, Data, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(3, device.Programs.Count);
        Assert.Equal(Device.Cpu, model.Device);
    }

    /// <summary>A training on the CPU, and one on the device, where a program that gives outputs must have run beside the steps.</summary>
    private static async Task<(TrainingResult Cpu, TrainingResult Device)> BothAsync(TrainingOptions options)
    {
        var device = new NotingDevice(TestDevice.Current);
        var results = (await TrainAsync(options), await TrainAsync(options with { Device = device }));
        Assert.Equal(["", "outputs"], device.Programs.Order());
        return results;
    }

    private static Model Create() => Model.Interpret(Small.Mlp(4, Small.Classes(3)) with { Objectives = Graph.Objectives.TaskLoss.With(Small.Sum) }, seed: 1);

    private static async Task<TrainingResult> TrainAsync(TrainingOptions options)
    {
        using var model = Create();
        var result = await model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Device.Cpu, model.Device);
        return result;
    }
}
