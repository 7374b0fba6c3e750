using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What is printed without a format is a sentence or a table, in any culture.</summary>
public sealed class ResultTextTests
{
    private static readonly HistoryRecord Record = new()
    {
        Epoch = 2,
        Step = 30,
        Seconds = 1.2,
        Losses = new Dictionary<string, double> { ["task"] = 0.5, ["loss"] = 0.75 },
        Metrics = new Dictionary<string, double> { ["accuracy"] = 0.875 },
    };

    private static readonly TrainingWarning Warning = new(TrainingWarningKind.EmptyMask, "The mask is empty.");

    [Fact]
    public void A_record_is_a_line() => Assert.Equal("Epoch 2, step 30, 1.2 s: task 0.5, loss 0.75; validation accuracy 0.875", Record.ToString());

    [Fact]
    public void A_result_has_the_last_epoch_and_the_warnings()
    {
        var result = new TrainingResult
        {
            History = [Record with { Epoch = 1 }, Record],
            Steps = 30,
            Elapsed = TimeSpan.FromSeconds(150),
            ExplanationWeight = 0,
            Coefficients = new Dictionary<string, double>(),
            BestEpoch = 1,
            StoppedEarly = true,
            Warnings = [Warning],
        };
        Assert.Equal("2 epochs, 30 steps, 2.5 min, stopped early, best epoch 1; last epoch: task 0.5, loss 0.75; validation accuracy 0.875\nWarning: The mask is empty.", result.ToString());
        Assert.StartsWith("2 epochs, 30 steps, 2.5 min on gpu cuda:0, stopped early", (result with { Device = "gpu cuda:0" }).ToString(), StringComparison.Ordinal);
        Assert.Equal("0 epochs, 1 step, 2.5 min", (result with { History = [], Steps = 1, BestEpoch = 0, StoppedEarly = false, Warnings = [] }).ToString());
    }

    [Fact]
    public void Progress_says_how_far_it_is()
    {
        var progress = new TrainingProgress
        {
            Epoch = 1,
            Epochs = 4,
            Step = 5,
            EpochFraction = 0.25,
            EpochEnded = false,
            Losses = Record.Losses,
            Metrics = new Dictionary<string, double>(),
            Elapsed = TimeSpan.FromSeconds(1),
            Remaining = TimeSpan.FromSeconds(12),
            ExamplesPerSecond = 1234,
            Warnings = [Warning],
        };
        Assert.Equal("Epoch 1 of 4 (25.0 %): task 0.5, loss 0.75; 1234 examples/s; 12.0 s left\nWarning: The mask is empty.", progress.ToString());
        Assert.Equal("Epoch 1 of 4: task 0.5, loss 0.75; 1234 examples/s", (progress with { EpochEnded = true, Remaining = null, Warnings = [] }).ToString());
    }

    [Fact]
    public void Data_say_what_they_have()
    {
        Assert.Equal("12 examples of 4 features, 3 classes, with annotation mask", Small.Blobs(12).Marking(0).ToString());
        Assert.Equal("5 examples of 2 features, 1 target", Small.Plane(5).ToString());
        Assert.Equal("1 example of 1 feature, unlabeled", Dataset.Unlabeled(FeatureMatrix.FromArray([1], 1)).ToString());
    }

    [Fact]
    public void Attributions_are_a_table_of_their_features()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var attributions = model.Explain(Small.Plane(3));
        Assert.Equal($"{attributions.Method}: 3 examples, 2 features, output 0\n{attributions.GlobalImportance()}", attributions.ToString());
    }
}
