using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What a loop of TorchSharp's over a generated loss leaves behind.</summary>
[Collection(nameof(AutogradMemoryTests))]
[CollectionDefinition(nameof(AutogradMemoryTests), DisableParallelization = true)]
public sealed class AutogradMemoryTests
{
    [TorchFact]
    public void Ten_thousand_steps_leave_memory_and_tensors_as_they_were()
    {
        using var module = new Gated();
        using var optimizer = optim.SGD(module.parameters(), 0.01);
        using var x = rand(8, 4);
        using var labels = ones(8);
        using var mask = ones(8, 4);
        Steps(500);

        // Tensors that other tests have forgotten must not be counted when their finalizers run.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (tensors, bytes) = (Tensor.TotalCount, Environment.WorkingSet);
        Steps(10_000);
        Assert.InRange(Tensor.TotalCount, 0, tensors);
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 32 << 20);

        void Steps(int count)
        {
            for (var step = 0; step < count; step++)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                module.ExplainedLoss(x, labels, mask).backward();
                optimizer.step();
            }
        }
    }

    [TorchTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Steps_of_a_training_leave_memory_and_tensors_as_they_were(bool isRead) => TrainAsync(isRead, epochs: 4, stepsPerEpoch: 250);

    [TorchTheory(Explicit = true)]
    [InlineData(false)]
    [InlineData(true)]
    public Task Ten_thousand_steps_of_a_training_leave_memory_and_tensors_as_they_were(bool isRead) => TrainAsync(isRead, epochs: 11, stepsPerEpoch: 1_000);

    private static async Task TrainAsync(bool isRead, int epochs, int stepsPerEpoch)
    {
        const int BatchSize = 8;
        using IModel model = isRead ? new Autograd.ReadPerceptron() : new Autograd.OpaquePerceptron();
        var counts = new List<(long Tensors, long Bytes)>();
        var options = new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Device = isRead ? TorchDevice.Cpu : Device.Cpu };
        await model.TrainAsync(Small.Blobs(BatchSize * stepsPerEpoch, 5).Marking(0), options, new EndOfEpoch(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            counts.Add((Tensor.TotalCount, Environment.WorkingSet));
        }), TestContext.Current.CancellationToken);
        Assert.Equal(epochs, counts.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"after {stepsPerEpoch} steps: {counts[0].Tensors} tensors, {counts[0].Bytes >> 10} KiB; after {epochs * stepsPerEpoch}: {counts[^1].Tensors}, {counts[^1].Bytes >> 10} KiB");
        Assert.InRange(counts[^1].Tensors, 0, counts[0].Tensors);
        Assert.InRange(counts[^1].Bytes - counts[0].Bytes, long.MinValue, 32 << 20);
    }

    private sealed class EndOfEpoch(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.EpochEnded)
            {
                action();
            }
        }
    }
}
