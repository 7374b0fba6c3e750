using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Gpu.Execution;
using Rationale.Gpu.Tests.Devices;
using Rationale.Gpu.Tests.Tiles;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>
/// Steps that are recorded once and replayed with the arguments of the recording, as a CUDA graph does, here by a tape of the emulated device: they give the bits of steps that are launched one by one, whatever changes
/// from step to step; and they have as many launches as estimates say.
/// </summary>
public class RecordedStepTests
{
    private static readonly Dataset Data = Small.Blobs(45).Marking(3);

    private static readonly ModelSpecification Specification = Small.Create(
        4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DropoutLayer(0.2), new DenseLayer(3, true, Initialization.PyTorchDefault)) with
    { Objectives = TaskLoss.With(Small.Sum, new WeightPenalty(0.01, 0)) };

    private static readonly ModelSpecification Normalized = Small.Create(
        4, Small.Classes(3), new DenseLayer(6, true, Initialization.PyTorchDefault), new BatchNormLayer(0.1, 1e-5, false), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault));

    /// <summary>Four layers whose filters are scaled before the passes, and whose gradients are after them.</summary>
    private static readonly ModelSpecification Frozen = new(
        "Frozen",
        EquatableArray.Create(6, 6, 1),
        new EquatableArray<Layer>([.. Enumerable.Repeat<Layer[]>([Convolution, new BatchNormLayer(0.1, 1e-5, true), new ReluLayer()], 4).SelectMany(layers => layers), new FlattenLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)]),
        Small.Classes(3),
        TaskLoss.With(Small.Sum),
        new TrainingDefaults());

    private static ConvLayer Convolution => new(4, new Window(3, 3, 1, 1), 1, false, Initialization.PyTorchDefault);

    private static TrainingOptions Options => new() { Epochs = 3, Seed = 3, BatchSize = 8 };

    [Theory]
    [InlineData(OptimizerKind.Sgd, 0)]
    [InlineData(OptimizerKind.Sgd, 0.9)]
    [InlineData(OptimizerKind.AdamW, 0)]
    public Task With_schedules_clipping_and_dropout(OptimizerKind optimizer, double momentum) => AgreeAsync(
        () => Model.Interpret(Specification, seed: 1),
        Options with { Optimizer = optimizer, Momentum = momentum, LearningRate = 1e-3, ClipNorm = 2, LearningRateSchedule = new CosineSchedule(), ClassWeights = ClassWeights.Balanced });

    [Fact]
    public Task With_examples_before_every_batch() => AgreeAsync(() => Model.Interpret(Specification, seed: 1), Options with { AlwaysInclude = Small.Blobs(3, seed: 8).Marking(1) });

    [Fact]
    public Task With_data_that_are_brought_batch_by_batch() => AgreeAsync(() => Model.Interpret(Specification, seed: 1), Options, GpuDevice.Emulated with { DataLimit = 0 });

    [Fact]
    public Task With_running_statistics() => AgreeAsync(() => Model.Interpret(Normalized, seed: 1), Options);

    [Fact]
    public Task By_tiles() => AgreeAsync(() => new DeclaredClassifier(), Options, GpuDevice.Emulated with { Mode = GpuMode.Tiles });

    [Fact]
    public Task By_tiles_in_two_passes() => AgreeAsync(() => new DeclaredNormalized(), Options, GpuDevice.Emulated with { Mode = GpuMode.Tiles });

    [Fact]
    public async Task With_normalizations_that_are_folded()
    {
        var (data, options) = (Small.Blobs(24, inputs: 36).Marking(3, 7), Options with { Epochs = 2, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Shuffle = false });
        var parameters = await AgreeAsync(() => Model.Interpret(Frozen, seed: 1), options, data: data);
        var plain = await TrainAsync(Model.Interpret(Frozen, seed: 1), data, options with { Device = Device.Cpu });
        Assert.All(plain.Zip(parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public async Task With_products_of_a_library()
    {
        var blas = new ReferenceBlas();
        var device = GpuDevice.Emulated with { CuBlasCalls = blas };
        var wide = Small.Create(300, Small.Classes(3), new DenseLayer(1500, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with { Objectives = TaskLoss.With(Small.Sum) };
        var (data, options) = (Small.Blobs(40, inputs: 300).Marking(3), Options with { BatchSize = 10, Epochs = 1, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-4, Shuffle = false });
        var parameters = await AgreeAsync(() => Model.Interpret(wide, seed: 1), options, device, data);
        Assert.True(blas.Products > 20);
        var plain = await TrainAsync(Model.Interpret(wide, seed: 1), data, options with { Device = Device.Cpu });
        Assert.All(plain.Zip(parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [InlineData(GpuMode.Tiles)]
    [InlineData(GpuMode.WholeBatch)]
    public async Task A_step_has_as_many_launches_as_is_estimated(GpuMode mode)
    {
        foreach (var create in new Func<IModel>[] { () => new DeclaredClassifier(), () => new DeclaredNormalized(), () => new DeclaredImage(), () => new DeclaredDeep() })
        {
            var tape = new LaunchTape();
            var model = create();
            var schedule = ScheduleOf(model);
            await TrainAsync(model, model is DeclaredImage ? Small.Blobs(24, inputs: 36).Marking(3, 7) : Small.Blobs(24).Marking(3), Options with { Epochs = 1, Device = GpuDevice.Emulated with { Mode = mode, Tape = tape } });
            var counts = mode == GpuMode.Tiles ? StepCounts.Tiles(schedule, 8, 4) : StepCounts.WholeBatch(schedule, 8);
            Assert.Equal((model.GetType().Name, counts.Launches), (model.GetType().Name, tape.Recordings[0]));
        }
    }

    [Fact]
    public async Task What_many_layers_need_around_the_passes_shares_launches()
    {
        var tape = new LaunchTape();
        await TrainAsync(Model.Interpret(Frozen, seed: 1), Small.Blobs(24, inputs: 36).Marking(3), Options with { Epochs = 1, Device = GpuDevice.Emulated with { Tape = tape } });
        Assert.Equal(StepCounts.WholeBatch(ScheduleOf(Frozen), 8).Launches, tape.Recordings[0]);

        // Before the pass the four scales and the filters; the pass and its sums; after it what each layer has in six kernels; what looks at the sums, and the update.
        Assert.Equal(9, StepCounts.Tiles(ScheduleOf(Frozen), 8, 4).Launches);
    }

    [Fact]
    public void A_narrow_step_by_tiles_is_five_launches()
    {
        // What brings the examples, the tiles, the sums of the blocks, the losses with the check of what is finite, and the update with the counters.
        using var model = new DeclaredClassifier();
        var plain = Small.Create(4, Small.Classes(3), new DenseLayer(8, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(3, true, Initialization.PyTorchDefault)) with { Objectives = TaskLoss.With(Small.Sum) };
        Assert.Equal(5, StepCounts.Tiles(ScheduleOf(plain), 8, 4).Launches);
    }

    private static Schedule ScheduleOf(IModel model) => ScheduleOf(ModelRuntime.From(model).Specification);

    private static Schedule ScheduleOf(ModelSpecification model) =>
        Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);

    /// <summary>Trains with plain and with recorded steps.</summary>
    private static async Task<float[]> AgreeAsync(Func<IModel> create, TrainingOptions options, GpuDevice? device = null, Dataset? data = null)
    {
        var tape = new LaunchTape();
        device ??= GpuDevice.Emulated;
        var plain = await TrainAsync(create(), data ?? Data, options with { Device = device });
        var recorded = await TrainAsync(create(), data ?? Data, options with { Device = device with { Tape = tape } });
        Assert.Equal(plain, recorded);
        Assert.True(tape.Played > tape.Recordings.Count);
        return recorded;
    }

    private static async Task<float[]> TrainAsync(IModel model, Dataset data, TrainingOptions options)
    {
        using (model)
        {
            model.Initialize(1);
            var before = model.Copy();
            await model.TrainAsync(data, options, cancellationToken: TestContext.Current.CancellationToken);
            var after = model.Copy();
            Assert.NotEqual(before, after);
            return after;
        }
    }
}
