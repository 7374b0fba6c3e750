using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class LearningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Learns_blobs_and_its_loss_falls()
    {
        var data = Small.Blobs(90);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(data, new TrainingOptions { Epochs = 20 }, cancellationToken: Token);
        Assert.Equal(1, model.Evaluate(data).Accuracy);
        Assert.True(result.History[^1].Losses["task"] < 0.2 * result.History[0].Losses["task"]);
        Assert.Equal(20 * 12, result.Steps);
        Assert.Equal(Enumerable.Range(1, 20), result.History.Select(record => record.Epoch));
        Assert.Equal((0, false), (result.BestEpoch, result.StoppedEarly));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Learns_exclusive_or_with_one_logit_and_with_two(int outputs)
    {
        using var model = Model.Interpret(Small.Mlp(2, Small.Classes(outputs)), seed: 3);
        await model.TrainAsync(Small.Xor(), new TrainingOptions { Epochs = 400, LearningRate = 0.05 }, cancellationToken: Token);
        var evaluation = model.Evaluate(Small.Xor());
        Assert.Equal(1, evaluation.Accuracy);
        Assert.Equal([2, 0], evaluation.Confusion![0]);
        Assert.Equal([0, 2], evaluation.Confusion[1]);
        Assert.Equal(1, model.Predict([0f, 1f]).Class);
        Assert.InRange(model.Predict([0f, 1f]).Probabilities[1], 0.9f, 1);
    }

    [Fact]
    public async Task Learns_numbers()
    {
        var data = Small.Plane(64);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        await model.TrainAsync(data, new TrainingOptions { Epochs = 100, LearningRate = 0.05 }, cancellationToken: Token);
        var evaluation = model.Evaluate(data);
        Assert.InRange(evaluation.MeanSquaredError, 0, 1e-4);
        Assert.InRange(evaluation.RSquared, 0.999, 1);
        Assert.Equal(2, model.Copy()[0], 0.02);
        Assert.Equal(-1, model.Copy()[1], 0.02);
        Assert.Equal(0.5, model.Copy()[2], 0.02);
    }

    [Fact]
    public async Task Dropout_acts_in_training_and_not_in_use()
    {
        var data = Small.Blobs(60);
        var specification = Small.Create(4, Small.Classes(3), new DenseLayer(16, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.5), new DenseLayer(3, true, Initialization.PyTorchDefault));
        using var model = Model.Interpret(specification, seed: 1);
        using var without = Model.Interpret(specification with { Layers = new Rationale.Graph.EquatableArray<Layer>(specification.Layers.Where(layer => layer is not DropoutLayer)) }, seed: 1);
        Assert.Equal(without.Copy(), model.Copy());
        Assert.Equal(without.Predict(data.Features).Outputs(5).ToArray(), model.Predict(data.Features).Outputs(5).ToArray());
        var options = new TrainingOptions { Epochs = 30, Seed = 5 };
        await model.TrainAsync(data, options, cancellationToken: Token);
        await without.TrainAsync(data, options, cancellationToken: Token);
        Assert.NotEqual(without.Copy(), model.Copy());
        Assert.Equal(1, model.Evaluate(data).Accuracy);
        Assert.Equal(model.Predict(data.Features).Outputs(5).ToArray(), model.Predict(data.Features).Outputs(5).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_same_seeds_give_the_same_bits(int workers)
    {
        var data = Small.Blobs(50).Marking(3);
        var specification = Small.Create(4, Small.Classes(3), new DenseLayer(16, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.3), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
        {
            Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(1e-3, 1e-4)),
        };
        var (history, parameters) = await RunAsync(7);
        var (again, same) = await RunAsync(7);
        var (_, other) = await RunAsync(8);
        Assert.Equal(history, again);
        Assert.Equal(parameters, same);
        Assert.NotEqual(parameters, other);

        async Task<(string, float[])> RunAsync(ulong seed)
        {
            using var model = Model.Interpret(specification, seed: 1);
            model.Runtime.Execution = new ExecutionOptions { Workers = workers };
            var result = await model.TrainAsync(data, new TrainingOptions { Seed = seed, Validation = data }, cancellationToken: Token);
            return (result.History.Text(), model.Copy());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Few_rows_form_one_smaller_batch(int rows)
    {
        var data = Small.Plane(rows);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        model.Runtime.Execution = new ExecutionOptions { Workers = 2 };
        var oracle = new LinearOracle(model.Copy());
        oracle.Descend(oracle.Gradient(data, Enumerable.Range(0, rows)), 0.01);
        var result = await model.TrainAsync(data, new TrainingOptions { Epochs = 1, Optimizer = OptimizerKind.Sgd }, cancellationToken: Token);
        Assert.Equal(1, result.Steps);
        oracle.Near(model.Copy());
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public async Task In_order_batches_are_contiguous_slices_and_the_last_may_be_dropped(bool dropLast, int steps)
    {
        var data = Small.Plane(11);
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var oracle = new LinearOracle(model.Copy());
        for (var epoch = 0; epoch < 2; epoch++)
        {
            for (var step = 0; step < steps; step++)
            {
                oracle.Descend(oracle.Gradient(data, Enumerable.Range(4 * step, Math.Min(4, 11 - (4 * step)))), 0.01);
            }
        }

        var options = new TrainingOptions { Epochs = 2, BatchSize = 4, Shuffle = false, DropLast = dropLast, Optimizer = OptimizerKind.Sgd };
        var result = await model.TrainAsync(data, options, cancellationToken: Token);
        Assert.Equal(2 * steps, result.Steps);
        oracle.Near(model.Copy());
    }

    [Fact]
    public async Task A_stream_trains_like_its_blocks_and_small_blocks_can_be_dropped()
    {
        var data = Small.Plane(11);
        var stream = DatasetStream.FromFiles(["0", "4", "8"], from => data.Skip(int.Parse(from, System.Globalization.CultureInfo.InvariantCulture)).Take(4)).Prefetch(2);
        using var memory = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        using var streamed = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        foreach (var dropLast in new[] { false, true })
        {
            var options = new TrainingOptions { BatchSize = 4, Shuffle = false, DropLast = dropLast };
            var expected = await memory.TrainAsync(data, options, cancellationToken: Token);
            var found = await streamed.TrainAsync(stream, options, cancellationToken: Token);
            Assert.Equal(expected.History.Text(), found.History.Text());
            Assert.Equal(memory.Copy(), streamed.Copy());
        }
    }
}
