using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What made a training another one than was meant, and nobody was told; what the messages advise works.</summary>
public sealed class SilentTrainingTests
{
    private static readonly TrainingOptions Options = new() { BatchSize = 32, Epochs = 2 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocks_smaller_than_a_batch_are_told()
    {
        var warning = Assert.Single((await TrainAsync(DatasetStream.FromDataset(Small.Blobs(100), 10), Options)).Warnings);
        Assert.Equal(TrainingWarningKind.SmallBlocks, warning.Kind);
        Assert.Equal("The blocks of the stream have at most 10 examples each, fewer than the batch size 32, and a batch never reaches into the next block, so that batches are that small; give the stream larger blocks with Rebatch(32), or set BatchSize to 10.", warning.Message);
        Assert.Empty((await TrainAsync(DatasetStream.FromDataset(Small.Blobs(100), 10).Rebatch(32), Options)).Warnings);
        Assert.Empty((await TrainAsync(DatasetStream.FromDataset(Small.Blobs(100), 10), Options with { BatchSize = 10 })).Warnings);
        Assert.Empty((await TrainAsync(DatasetStream.FromDataset(Small.Blobs(10), 10), Options)).Warnings);

        var dropped = await Assert.ThrowsAsync<ArgumentException>(() => TrainAsync(DatasetStream.FromDataset(Small.Blobs(100), 10), Options with { DropLast = true }));
        Assert.Equal("Epoch 1 had no batch: the 10 blocks of the stream have at most 10 examples each, fewer than a batch of 32, and DropLast leaves smaller batches out; give the stream larger blocks with Rebatch(32), or leave DropLast away.", dropped.Message);
        Assert.Equal(6, (await TrainAsync(DatasetStream.FromDataset(Small.Blobs(100), 10).Rebatch(32), Options with { DropLast = true })).Steps);
    }

    [Fact]
    public async Task Early_stopping_by_a_metric_that_is_never_a_number_is_told()
    {
        var oneClass = Dataset.ForClassification(Small.Blobs(20).Features, new int[20], 3);
        var options = Options with { Epochs = 9, Validation = oneClass, EarlyStopping = new EarlyStopping { Metric = "auc", Patience = 2 } };
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        var warning = Assert.Single((await model.TrainAsync(Small.Blobs(100), options, cancellationToken: Token)).Warnings);
        Assert.Equal(TrainingWarningKind.NoBestEpoch, warning.Kind);
        Assert.StartsWith("EarlyStopping measures 'auc', which was not a number after any of 2 epochs, so that none is the best", warning.Message, StringComparison.Ordinal);
        using var other = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        Assert.Empty((await other.TrainAsync(Small.Blobs(100), options with { EarlyStopping = new EarlyStopping() }, cancellationToken: Token)).Warnings);
    }

    [Theory]
    [InlineData(1e8f, "begins with outputs as large and learns badly")]
    [InlineData(1e-8f, "hardly learns from them")]
    public async Task Features_that_are_all_far_from_unit_scale_are_told(float scale, string consequence)
    {
        var blobs = Small.Blobs(50);
        var data = blobs.WithFeatures(FeatureMatrix.FromArray([.. blobs.Features.ToArray().Select(value => scale * (value + 0.1f))], 4));
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        var warning = Assert.Single((await model.TrainAsync(data, Options, cancellationToken: Token)).Warnings, warning => warning.Kind == TrainingWarningKind.FeatureScales);
        Assert.StartsWith("All features are far from unit scale, feature ", warning.Message, StringComparison.Ordinal);
        Assert.Contains(consequence, warning.Message, StringComparison.Ordinal);
        using var other = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        Assert.Empty((await other.TrainAsync(Standardizer.Fit(data).Transform(data), Options, cancellationToken: Token)).Warnings);
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_before_anything_was_learned_is_not_blamed_on_the_learning_rate()
    {
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        model.Parameters.Values[0] = float.NaN;
        var error = await Assert.ThrowsAsync<TrainingDivergedException>(() => model.TrainAsync(Small.Blobs(50), Options, cancellationToken: Token));
        Assert.Equal("The loss term 'task' became NaN in epoch 1, step 1; nothing had been learned yet, so check the scale of the features, the parameters that the training began with, and terms of your own.", error.Message);
        model.Initialize(1);
        Assert.Equal(4, (await model.TrainAsync(Small.Blobs(50), Options, cancellationToken: Token)).Steps);
    }

    private static async Task<TrainingResult> TrainAsync(DatasetStream stream, TrainingOptions options)
    {
        using var model = Model.Interpret(Small.Linear(4, Small.Classes(3)), seed: 1);
        return await model.TrainAsync(stream, options, cancellationToken: Token);
    }
}
