using System.Text.RegularExpressions;
using Rationale.Data;
using Rationale.Gpu.Devices;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Devices;

/// <summary>A device whose memory is full, pretended: what is said, that its advice works, and that nothing stays taken.</summary>
public partial class DeviceMemoryTests
{
    private const int Limit = 100_000;

    private static readonly GpuDevice Full = GpuDevice.Emulated with { MemoryLimit = Limit };

    private static readonly ModelSpecification Network = Small.Mlp(4, Small.Classes(3)) with { Objectives = TaskLoss.With(Small.Sum) };

    [Fact]
    public async Task Values_that_do_not_fit_go_through_in_parts_or_in_smaller_batches()
    {
        var options = new TrainingOptions { Epochs = 1, BatchSize = 900, Device = Full };
        var message = await RefusedAsync(Network, Small.Blobs(900).Marking(3), options);
        Assert.Matches("^.* has not enough memory for values of 900 examples: .* were asked for and .* are free; lower GpuDevice.WorkspaceLimit, so that batches go through in parts, or TrainingOptions.BatchSize.$", message);
        await TrainedAsync(Network, Small.Blobs(900).Marking(3), options with { Device = Full with { WorkspaceLimit = 20_000 } });
        await TrainedAsync(Network, Small.Blobs(900).Marking(3), options with { BatchSize = 30 });
    }

    [Fact]
    public void A_batch_that_is_refused_leaves_those_that_fit_as_they_were()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3), hidden: 40), seed: 1);
        model.Device = Full;
        var expected = model.Predict(Small.Blobs(9)).Outputs(8).ToArray();
        for (var i = 0; i < 2; i++)
        {
            Assert.Throws<OutOfMemoryException>(() => model.Predict(Small.Blobs(900)));
            Assert.Equal(expected, model.Predict(Small.Blobs(9)).Outputs(8).ToArray());
        }
    }

    [Fact]
    public async Task Data_that_do_not_fit_are_brought_batch_by_batch()
    {
        var options = new TrainingOptions { Epochs = 1, BatchSize = 300, Device = Full with { WorkspaceLimit = 20_000 } };
        var data = Small.Blobs(2400).Marking(3);
        var message = await RefusedAsync(Network, data, options);
        Assert.EndsWith("; lower GpuDevice.DataLimit, so that examples are brought batch by batch.", message, StringComparison.Ordinal);
        await TrainedAsync(Network, data, options with { Device = (GpuDevice)options.Device with { DataLimit = 10_000 } });
    }

    [Fact]
    public async Task A_model_that_does_not_fit_wants_another_device()
    {
        var wide = Small.Mlp(4, Small.Classes(3), hidden: 4000);
        var options = new TrainingOptions { Epochs = 1, BatchSize = 3, Device = Full };
        var message = await RefusedAsync(wide, Small.Blobs(6), options);
        Assert.EndsWith("has not enough memory for parameters: 125.0 KiB were asked for and 97.7 KiB are free; take a device with more memory, dispose models that still use this one, or train with Device.Cpu.", message, StringComparison.Ordinal);
        await TrainedAsync(wide, Small.Blobs(6), options with { Device = Device.Cpu });
    }

    [Fact]
    public async Task Sums_of_blocks_that_do_not_fit_are_left_out()
    {
        var (data, taken) = (Small.Blobs(8).Marking(3), 0L);
        var options = new TrainingOptions { Epochs = 1, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Device = Full with { Mode = GpuMode.WholeBatch, WorkspaceLimit = 1000 } };
        await TrainAsync(options with { Callbacks = [new AfterStep(() => taken = Limit - GpuContext.Open(Full).FreeBytes()!.Value)] });

        // Whatever training over the batch takes, of which few values stand at a time, and not another sum of a block.
        var small = options with { Device = Full with { Mode = GpuMode.WholeBatch, WorkspaceLimit = 1000, MemoryLimit = taken } };
        await TrainAsync(small);
        var refused = await Assert.ThrowsAsync<OutOfMemoryException>(() => TrainAsync(small with { Device = (GpuDevice)small.Device with { Mode = GpuMode.Tiles } }));
        Assert.EndsWith("; set GpuDevice.Mode to GpuMode.WholeBatch, where blocks have no sums of their own.", refused.Message, StringComparison.Ordinal);

        async Task TrainAsync(TrainingOptions options)
        {
            using var model = new Tiles.DeclaredClassifier();
            await model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> RefusedAsync(ModelSpecification specification, Dataset data, TrainingOptions options)
    {
        using var model = Model.Interpret(specification, seed: 1);
        var before = GpuContext.Open(Full).FreeBytes();
        var refused = await Assert.ThrowsAsync<OutOfMemoryException>(() => model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(before, GpuContext.Open(Full).FreeBytes());
        Assert.Matches(Sizes(), refused.Message);
        return refused.Message;
    }

    private static async Task TrainedAsync(ModelSpecification specification, Dataset data, TrainingOptions options)
    {
        using var model = Model.Interpret(specification, seed: 1);
        var before = model.Copy();
        await model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
        Assert.NotEqual(before, model.Copy());
    }

    private sealed class AfterStep(Action action) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training) => action();
    }

    [GeneratedRegex(@": \d+\.\d [KMG]iB were asked for and \d+\.\d [KMG]iB are free;")]
    private static partial Regex Sizes();
}
