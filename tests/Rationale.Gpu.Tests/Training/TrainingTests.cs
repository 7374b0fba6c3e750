using System.Runtime.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Tests.Models;
using Rationale.Tests;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>Trainings on the emulated device: the bits are those of every other run of it, and the numbers those of the CPU.</summary>
public sealed class TrainingTests : IDisposable
{
    private static readonly Dataset Data = Small.Blobs(45).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    {
        Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.01, 0)),
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TrainingOptions Options => new() { Epochs = 2, Seed = 3, Device = TestDevice.Current };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_runs_give_the_same_bits()
    {
        var (first, second) = (await TrainAsync(Options), await TrainAsync(Options));
        Assert.Equal(12, first.Result.Steps);
        Assert.Equal(first.Parameters, second.Parameters);
        Assert.Equal(first.Result.History.Text(), second.Result.History.Text());
    }

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0, 0)]
    [InlineData(OptimizerKind.Sgd, 0.9, 0)]
    [InlineData(OptimizerKind.Adam, 0, 0)]
    [InlineData(OptimizerKind.AdamW, 0, 0.1)]
    public async Task Every_optimizer_moves_parameters_as_on_the_CPU(OptimizerKind optimizer, double momentum, double decay)
    {
        // The dropout masks are among what is compared: with others, the parameters would differ in their first digits.
        var options = Options with
        {
            Optimizer = optimizer,
            Momentum = momentum,
            WeightDecay = decay,
            LearningRate = optimizer == OptimizerKind.Sgd ? 1e-3 : 1e-2,
            ClipNorm = 20,
            LearningRateSchedule = new CosineSchedule(),
            ClassWeights = ClassWeights.Balanced,
        };
        var (device, cpu) = (await TrainAsync(options), await TrainAsync(options with { Device = Device.Cpu }));
        Assert.NotEqual(Initial(), cpu.Parameters);
        AssertNear(cpu.Parameters, device.Parameters, 2e-4);
        AssertNear([.. cpu.Result.History[^1].Losses.Values.Select(value => (float)value)], [.. device.Result.History[^1].Losses.Values.Select(value => (float)value)], 2e-4);
    }

    [Fact]
    public async Task Blocks_that_take_several_examples_give_the_numbers_of_the_CPU()
    {
        // A batch of 1,056 is two examples for each block of a large card.
        var data = Small.Blobs(1056).Marking(3);
        var options = Options with { Epochs = 1, BatchSize = 1056, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-4 };
        var found = new List<float[]>();
        foreach (var device in new[] { Device.Cpu, TestDevice.Current })
        {
            using var model = Model.Interpret(Specification, seed: 1);
            await model.TrainAsync(data, options with { Device = device }, cancellationToken: Token);
            found.Add(model.Copy());
        }

        Assert.NotEqual(Initial(), found[0]);
        AssertNear(found[0], found[1], 1e-5);
    }

    [Fact]
    public async Task A_training_that_was_interrupted_and_resumed_has_the_bits_of_one_that_was_not()
    {
        var unbroken = await TrainAsync(Options);
        using var model = Model.Interpret(Specification, seed: 1);
        using var source = new CancellationTokenSource();
        var options = Options with { CheckpointFolder = _folder["run"], Callbacks = [new AfterStep(4, source.Cancel)] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Data, options, cancellationToken: source.Token));
        using var other = Model.Interpret(Specification, seed: 99);
        var resumed = await other.TrainAsync(Data, options with { Resume = true, Callbacks = [] }, cancellationToken: Token);
        Assert.Equal(unbroken.Result.Steps, resumed.Steps);
        Assert.Equal(unbroken.Parameters, other.Copy());
        Assert.Equal(unbroken.Result.History.Text(), resumed.History.Text());
        Assert.Equal(TestDevice.Current.ToString(), resumed.Device);
        Assert.Empty(resumed.Warnings);
    }

    [Fact]
    public async Task A_training_that_goes_on_on_another_device_says_so_and_its_advice_works()
    {
        var (device, cpu) = (Options with { CheckpointFolder = _folder["run"] }, Options with { CheckpointFolder = _folder["run"], Device = Device.Cpu, Epochs = 3, Resume = true });
        await TrainAsync(device);
        var warning = Assert.Single((await TrainAsync(cpu)).Result.Warnings);
        Assert.Equal(
            new TrainingWarning(
                TrainingWarningKind.CheckpointDiffers,
                $"The checkpoint was made on the device '{TestDevice.Current}', but this training runs on 'cpu', which adds sums in another order, so that it does not go on bit for bit; name the old one as Device to go on as the training began."),
            warning);

        // What is left to an estimate is compared by what was taken, and the last checkpoint is one of the CPU.
        Assert.Empty((await TrainAsync(cpu with { Device = Device.Auto, Epochs = 4 })).Result.Warnings);
    }

    [Fact]
    public async Task Parameters_are_those_of_the_last_step_whenever_somebody_asks()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var seen = new List<float[]>();
        await model.TrainAsync(Data, Options with { Callbacks = [new AfterStep(2, () => seen.Add(model.Copy())), new AfterStep(3, () => model.Save(_folder["three.safetensors"]))] }, cancellationToken: Token);
        Assert.Single(seen);
        Assert.NotEqual(Initial(), seen[0]);
        Assert.NotEqual(model.Copy(), seen[0]);
        using var saved = Model.Interpret(Specification, seed: 5);
        saved.Load(_folder["three.safetensors"]);
        Assert.NotEqual(seen[0], saved.Copy());
    }

    [Fact]
    public async Task A_loss_that_is_not_finite_ends_the_training_before_parameters_are_spoiled()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var failure = await Assert.ThrowsAsync<TrainingDivergedException>(() => model.TrainAsync(Data, Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e30 }, cancellationToken: Token));
        Assert.Contains("step", failure.Message, StringComparison.Ordinal);
        Assert.All(model.Copy(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public async Task Running_statistics_move_as_on_the_CPU()
    {
        var specification = Small.Create(4, Small.Classes(3), new DenseLayer(6, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, false), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault));

        // A bias before a normalization has no gradient but rounding, which Adam would make as large as any.
        var options = Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3 };
        var (device, cpu) = (await TrainAsync(options, specification), await TrainAsync(options with { Device = Device.Cpu }, specification));
        AssertNear(cpu.Parameters, device.Parameters, 2e-4);
    }

    [Fact]
    public async Task A_stream_trains_as_data_in_memory_of_the_same_order()
    {
        var options = Options with { Shuffle = false };
        using var model = Model.Interpret(Specification, seed: 1);
        await model.TrainAsync(new OneBlock(), options, cancellationToken: Token);
        Assert.Equal((await TrainAsync(options)).Parameters, model.Copy());
    }

    [Fact]
    public async Task Examples_before_every_batch_give_the_same_bits_wherever_the_data_are()
    {
        var options = Options with { AlwaysInclude = Small.Blobs(3, seed: 8).Marking(1), DropLast = true };
        var (kept, brought) = (await TrainAsync(options), await TrainAsync(options with { Device = TestDevice.Current with { DataLimit = 0 } }));
        Assert.Equal(10, kept.Result.Steps);
        Assert.Equal(kept.Parameters, brought.Parameters);
        AssertNear((await TrainAsync(options with { Device = Device.Cpu })).Parameters, kept.Parameters, 2e-3);
    }

    [Fact]
    public async Task Batches_that_are_larger_than_the_workspace_are_made_in_parts()
    {
        var options = Options with { Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, BatchSize = 30 };
        AssertNear((await TrainAsync(options)).Parameters, (await TrainAsync(options with { Device = TestDevice.Current with { WorkspaceLimit = 2000 } })).Parameters, 1e-5);
    }

    [Fact]
    public async Task Data_that_do_not_fit_the_limit_are_brought_batch_by_batch_and_give_the_same_bits() =>
        Assert.Equal((await TrainAsync(Options)).Parameters, (await TrainAsync(Options with { Device = TestDevice.Current with { DataLimit = 0 } })).Parameters);

    private static float[] Initial()
    {
        using var model = Model.Interpret(Specification, seed: 1);
        return model.Copy();
    }

    private static async Task<(float[] Parameters, TrainingResult Result)> TrainAsync(TrainingOptions options, ModelSpecification? specification = null)
    {
        using var model = Model.Interpret(specification ?? Specification, seed: 1);
        var result = await model.TrainAsync(Data, options, cancellationToken: Token);
        return (model.Copy(), result);
    }

    private static void AssertNear(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = expected.Max(MathF.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance * scale, FormattableString.Invariant($"{pair.First:R} on the CPU, {pair.Second:R} on the device")));
    }

    private sealed class OneBlock : DatasetStream
    {
        public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            yield return Data;
        }
    }

    private sealed class AfterStep(int step, Action action) : ITrainingCallback
    {
        public void OnStepEnd(TrainingContext training)
        {
            if (training.Step == step)
            {
                action();
            }
        }
    }
}
