using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Objectives;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>Running statistics of batch normalization: what a training does to them, and that they are kept like parameters but never trained.</summary>
public sealed class StatisticsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void State_stands_behind_everything_trained()
    {
        using var model = Model();
        Assert.Equal(["dense1.weight", "dense1.bias", "batchNorm1.scale", "batchNorm1.shift", "dense2.weight", "dense2.bias", "batchNorm1.mean", "batchNorm1.variance"], model.Runtime.Layout.Select(parameter => parameter.Key));
        Assert.Equal([true, true, true, true, true, true, false, false], model.Runtime.Layout.Select(parameter => parameter.Trained));
        Assert.Equal(model.Runtime.TrainedLength, model.Runtime.Layout[6].Offset);
        Assert.Equal(0, Part(model, "batchNorm1.mean")[0]);
        Assert.Equal(1, Part(model, "batchNorm1.variance")[0]);
    }

    [Fact]
    public async Task Statistics_come_to_those_of_the_data()
    {
        // The layer sees the features themselves, so what its statistics must become is known.
        var specification = Small.Create(4, Small.Classes(3), new BatchNormLayer(0.1, 1e-5, false), new DenseLayer(3, true, Initialization.PyTorchDefault));
        using var model = Rationale.Model.Interpret(specification, seed: 1);
        var data = Small.Blobs(300);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 60, BatchSize = 300, LearningRate = 1e-3 }, cancellationToken: Token);
        var mean = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 300).Average(row => (double)data.Features[row, i])).ToArray();
        var variance = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 300).Sum(row => Math.Pow(data.Features[row, i] - mean[i], 2)) / 299).ToArray();
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(mean[i], Part(model, "batchNorm1.mean")[i], 0.01));
        Assert.All(Enumerable.Range(0, 4), i => Assert.Equal(variance[i], Part(model, "batchNorm1.variance")[i], 0.02));
    }

    [Fact]
    public async Task A_large_mean_does_not_hide_a_small_deviation()
    {
        // 1000 ± 0.1 in single precision, from the first step on.
        var data = Small.Blobs(240);
        var far = new float[240 * 4];
        data.Features.CopyRows(0, 240, far);
        for (var i = 0; i < far.Length; i++)
        {
            far[i] = 1000 + (0.1f * far[i]);
        }

        var specification = Small.Create(4, Small.Classes(3), new BatchNormLayer(0.1, 1e-5, false), new DenseLayer(3, true, Initialization.PyTorchDefault));
        using var model = Rationale.Model.Interpret(specification, seed: 1);
        var moved = Dataset.ForClassification(FeatureMatrix.FromArray(far, 4), data.Labels.ToArray(), 3);
        await model.TrainAsync(moved, new TrainingOptions { Epochs = 30, BatchSize = 24 }, cancellationToken: Token);
        Assert.True(model.Evaluate(moved).Accuracy > 0.99);
    }

    [Fact]
    public async Task Frozen_statistics_stay_as_they_are()
    {
        using var model = Model(frozen: true);
        await model.TrainAsync(Small.Blobs(60), cancellationToken: Token);
        Assert.All(Part(model, "batchNorm1.mean"), value => Assert.Equal(0, value));
        Assert.All(Part(model, "batchNorm1.variance"), value => Assert.Equal(1, value));
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd)]
    [InlineData(OptimizerKind.AdamW)]
    public async Task Decay_penalty_and_clipping_leave_statistics_alone(OptimizerKind optimizer)
    {
        // With momentum 1 the statistics are those of the last batch, whatever the optimizer does.
        var layers = new Layer[] { new BatchNormLayer(1, 1e-5, false), new DenseLayer(3, true, Initialization.PyTorchDefault) };
        var plain = Small.Create(4, Small.Classes(3), layers);
        var held = plain with { Objectives = TaskLoss.With(new WeightPenalty(0.5, 0.1)), Training = plain.Training with { Optimizer = optimizer, WeightDecay = 0.5, ClipNorm = 1e-3 } };
        using var one = Rationale.Model.Interpret(plain, seed: 2);
        using var other = Rationale.Model.Interpret(held, seed: 2);
        var options = new TrainingOptions { Epochs = 2, BatchSize = 60, Shuffle = false };
        await one.TrainAsync(Small.Blobs(60), options, cancellationToken: Token);
        await other.TrainAsync(Small.Blobs(60), options, cancellationToken: Token);
        Assert.Equal(Part(one, "batchNorm1.mean"), Part(other, "batchNorm1.mean"));
        Assert.Equal(Part(one, "batchNorm1.variance"), Part(other, "batchNorm1.variance"));
        Assert.NotEqual(Part(one, "dense1.weight"), Part(other, "dense1.weight"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Workers_and_tiles_make_the_same_statistics(int workers)
    {
        using var one = Model();
        using var other = Model();
        other.Runtime.Execution = new ExecutionOptions { Workers = workers, TileSize = 7 };
        // Not Adam: the bias before a normalization has no gradient but rounding, which Adam would bring to full size.
        var options = new TrainingOptions { BatchSize = 20, Optimizer = OptimizerKind.Sgd };
        await one.TrainAsync(Small.Blobs(65), options, cancellationToken: Token);
        await other.TrainAsync(Small.Blobs(65), options, cancellationToken: Token);
        var (left, right) = (one.Copy(), other.Copy());
        Assert.All(Enumerable.Range(0, left.Length), i => Assert.Equal(left[i], right[i], 2e-4));
    }

    [Fact]
    public async Task Statistics_are_saved_loaded_and_resumed()
    {
        var (folder, data) = (Directory.CreateTempSubdirectory().FullName, Small.Blobs(64));
        using var whole = Model();
        await whole.TrainAsync(data, new TrainingOptions { Epochs = 4 }, cancellationToken: Token);
        using var half = Model();
        await half.TrainAsync(data, new TrainingOptions { Epochs = 2, CheckpointFolder = folder }, cancellationToken: Token);
        using var resumed = Model(seed: 9);
        await resumed.TrainAsync(data, new TrainingOptions { Epochs = 4, CheckpointFolder = folder, Resume = true }, cancellationToken: Token);
        Assert.Equal(whole.Copy(), resumed.Copy());
        var path = Path.Combine(folder, "model.safetensors");
        whole.Save(path);
        using var loaded = Model(seed: 9);
        loaded.Load(path);
        Assert.Equal(whole.Copy(), loaded.Copy());
        Assert.Equal(whole.Predict(data.Features).Outputs(3).ToArray(), loaded.Predict(data.Features).Outputs(3).ToArray());
    }

    [Fact]
    public async Task One_row_has_no_variance()
    {
        using var model = Model();
        var before = model.Copy();
        var error = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Small.Blobs(33), new TrainingOptions { BatchSize = 8 }, cancellationToken: Token));
        Assert.Equal("A batch of 1 example reached 'Small', but its [BatchNorm] needs at least 2 examples to have a variance; set DropLast, or another BatchSize.", error.Message);
        Assert.Equal(before, model.Copy());
        await model.TrainAsync(Small.Blobs(33), new TrainingOptions { BatchSize = 8, DropLast = true }, cancellationToken: Token);
        using var frozen = Model(frozen: true);
        await frozen.TrainAsync(Small.Blobs(33), new TrainingOptions { BatchSize = 8 }, cancellationToken: Token);
    }

    private static Model Model(ulong seed = 3, bool frozen = false) => Rationale.Model.Interpret(
        Small.Create(4, Small.Classes(3), new DenseLayer(6, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, frozen), new TanhLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)), seed);

    private static float[] Part(Model model, string key)
    {
        var parameter = model.Runtime.Layout.Single(parameter => parameter.Key == key);
        return model.Runtime.Parameters.Slice(parameter.Offset, parameter.Shape.Length).ToArray();
    }
}
