using Rationale.Tests.Models;
using Rationale.Training;
using static TorchSharp.torch;

namespace Rationale.Torch.Tests.Modules;

/// <summary>What a loop of TorchSharp's over a generated loss leaves behind.</summary>
[Collection(nameof(AutogradMemoryTests))]
[CollectionDefinition(nameof(AutogradMemoryTests), DisableParallelization = true)]
public sealed class AutogradMemoryTests
{
    /// <summary>A module compiled and by autograd, a declared model on libtorch, and modules by autograd whose parts are concepts or whose examples are masked.</summary>
    private static readonly Dictionary<string, (Func<IModel> Create, Device Device)> Models = new()
    {
        ["read"] = (() => new Autograd.ReadPerceptron(), TorchDevice.Cpu),
        ["autograd"] = (() => new Autograd.OpaquePerceptron(), Device.Cpu),
        ["declared"] = (() => Model.Interpret(Small.Mlp(5, Small.Classes(3)).With(Small.Sum)), TorchDevice.Cpu),
        ["concepts"] = (() => new Autograd.OpaqueConcepts(), Device.Cpu),
        ["smoothed"] = (() => new Autograd.OpaqueImages(), Device.Cpu),
    };

    public static TheoryData<string> Trained => [.. Models.Keys];

    [TorchFact]
    public void Five_thousand_steps_leave_memory_and_tensors_as_they_were()
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
        Steps(5_000);
        Assert.InRange(Tensor.TotalCount, 0, tensors);
        Assert.InRange(Environment.WorkingSet - bytes, long.MinValue, 16 << 20);

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
    [MemberData(nameof(Trained))]
    public Task Steps_of_a_training_leave_memory_and_tensors_as_they_were(string name) => TrainAsync(name, epochs: 4, stepsPerEpoch: 250);

    [TorchTheory(Explicit = true)]
    [MemberData(nameof(Trained))]
    public Task Ten_thousand_steps_of_a_training_leave_memory_and_tensors_as_they_were(string name) => TrainAsync(name, epochs: 11, stepsPerEpoch: 1_000);

    private static async Task TrainAsync(string name, int epochs, int stepsPerEpoch)
    {
        const int BatchSize = 8;
        var (create, device) = Models[name];
        using var model = create();
        var counts = new List<(long Tensors, long Bytes)>();
        var data = Small.Blobs(BatchSize * stepsPerEpoch, model.Specification.InputShape.Aggregate(1, (product, extent) => product * extent)).Marking(0);
        await model.TrainAsync(data, new TrainingOptions { Epochs = epochs, BatchSize = BatchSize, Device = device }, new EndOfEpoch(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            counts.Add((Tensor.TotalCount, Environment.WorkingSet));
        }), TestContext.Current.CancellationToken);
        Assert.Equal(epochs, counts.Count);
        TestContext.Current.TestOutputHelper!.WriteLine($"{name}: after {stepsPerEpoch} steps: {counts[0].Tensors} tensors, {counts[0].Bytes >> 10} KiB; after {epochs * stepsPerEpoch}: {counts[^1].Tensors}, {counts[^1].Bytes >> 10} KiB");
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
