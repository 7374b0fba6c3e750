using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Execution;
using Rationale.Gpu.Devices;
using Rationale.Gpu.Execution;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Graph.Scheduling;
using Rationale.Tests.Inputs;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Tiles;

/// <summary>Kernels that the generator wrote for a model, on the emulated device: the numbers of the launches over the whole batch, and the same bits in every run.</summary>
public class TileProgramTests
{
    private static readonly Dataset Data = Small.Blobs(21).Marking(3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Of_a_classifier() => AgreeAsync(() => new DeclaredClassifier(), Data);

    [Fact]
    public Task Of_a_network_with_two_passes() => AgreeAsync(() => new DeclaredNormalized(), Data);

    [Fact]
    public Task Of_images() => AgreeAsync(() => new DeclaredImage(), Small.Blobs(11, inputs: 36).Marking(3, 7));

    [Fact]
    public Task Of_two_inputs() => AgreeAsync(() => new DeclaredInputs(), TwoInputs.Data(11));

    [Fact]
    public Task Of_blocks_that_repeat() => AgreeAsync(() => new DeclaredDeep(), Data);

    [Fact]
    public Task Of_a_transformer() => AgreeAsync(() => new DeclaredTransformer(), Small.Blobs(21, inputs: 6).Marking(3), epochs: 1);

    [Fact]
    public Task Of_a_residual_network() => AgreeAsync(() => new DeclaredResidual(), Small.Blobs(11, inputs: 16).Marking(3, 7));

    [Fact]
    public Task Of_a_model_that_is_trained_on_masked_examples() => AgreeAsync(() => new DeclaredVoter(), Data);

    [Fact]
    public Task Of_a_network_whose_values_do_not_fit_a_block() => AgreeAsync(() => new DeclaredWide(), Small.Blobs(6, classes: 2), epochs: 1);

    [Fact]
    public void Uses_of_a_model_run_by_kernels_of_their_own()
    {
        using IModel classifier = new DeclaredClassifier(), normalized = new DeclaredNormalized(), deep = new DeclaredDeep();
        foreach (var model in new[] { classifier, normalized, deep })
        {
            model.Initialize(1);
            model.Device = Device.Cpu;
            var expected = Used(model);
            model.Device = TestDevice.Current with { Mode = GpuMode.Tiles };
            var tiles = Used(model);
            Assert.Equal(tiles, Used(model));
            model.Device = TestDevice.Current with { Mode = GpuMode.WholeBatch };
            var batch = Used(model);
            Assert.True(expected.Length > 3 * Data.Count);
            Assert.All(expected.Zip(tiles, batch), one => Assert.True(
                Math.Abs(one.First - one.Second) <= 1e-5f && Math.Abs(one.First - one.Third) <= 1e-5f, FormattableString.Invariant($"{one.First:R} on the CPU, {one.Second:R} by tiles, {one.Third:R} over the batch")));
        }
    }

    [Fact]
    public void Every_kernel_fits_the_memory_of_a_block_on_a_GPU()
    {
        using var context = Context.Create(builder => builder.EnableAlgorithms());
        using var backend = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_74, null!);
        MethodInfo[] kernels = [.. Kernels()];
        Assert.True(kernels.Length > 8 * 4);
        foreach (var kernel in kernels)
        {
            var text = ((PTXCompiledKernel)backend.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), default)).PTXAssembly;
            Assert.DoesNotContain(".extern", text, StringComparison.Ordinal);
            var shared = Regex.Matches(text, @"^\s*\.shared .*\[(\d+)\];", RegexOptions.Multiline).Sum(place => int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture));
            Assert.InRange(shared, 0, 48 * 1024);
        }
    }

    [Fact]
    public async Task On_a_device_with_less_shared_memory_the_model_runs_over_the_whole_batch_and_the_log_says_so_once()
    {
        var small = TestDevice.Current with { Mode = GpuMode.Tiles, SharedMemoryLimit = 6000 };
        var log = new CollectedLog();
        var options = new TrainingOptions { Epochs = 1, Seed = 3, Device = small, Logger = log };
        var found = await TrainAsync(new DeclaredClassifier(), Data, options);
        Assert.Equal(found, await TrainAsync(new DeclaredClassifier(), Data, options));
        Assert.Equal(found, await TrainAsync(new DeclaredClassifier(), Data, options with { Device = TestDevice.Current with { Mode = GpuMode.WholeBatch } }));
        var needed = BlockTiles.For(ProgramLayout.FromSchedule(ScheduleOf(new DeclaredClassifier())).TileWidth).SharedBytes;
        Assert.True(needed > 6000);
        Assert.Equal(
            [FormattableString.Invariant($"Warning: DeclaredClassifier.GpuTraining needs {needed} bytes of memory that the threads of a block share, but {GpuContext.Open(small).Accelerator.Name} has 6000; the model runs operator by operator over the whole batch instead, as with GpuMode.WholeBatch.")],
            log.Lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("share", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1000, 100, 100, 528)]
    [InlineData(3, 100, 100, 3)]
    [InlineData(1000, 5_000_000, 100, 429)]
    [InlineData(1000, 100, 1 << 30, 1)]
    public void Blocks_have_no_more_sums_and_values_than_an_integer_counts(int examples, int sums, int arena, int blocks)
    {
        Assert.Equal(blocks, TileProgram<float>.BlocksFor(examples, 528, sums, arena));
        Assert.InRange((long)blocks * Math.Max(sums, arena), 0, int.MaxValue);
    }

    [Fact]
    public void The_way_follows_from_the_sizes_unless_it_is_asked_for()
    {
        foreach (var (inputs, first, second, isNarrow) in new[] { (2, 50, 30, true), (784, 50, 30, false), (784, 512, 256, false), (784, 4096, 4096, false) })
        {
            var schedule = Schedule(inputs, first, second);
            Assert.Equal(isNarrow, GpuCost.Tiles(schedule, 256, 4 * 132) < GpuCost.WholeBatch(schedule, 256));
        }

        Assert.Equal(GpuMode.Auto, GpuDevice.Cuda().Mode);
    }

    private static Schedule ScheduleOf(IModel model)
    {
        using (model)
        {
            var runtime = ModelRuntime.From(model);
            return Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(runtime.Specification)), ModelGraph.Build(runtime.Specification, training: true).ParameterLength);
        }
    }

    /// <summary>The kernels that were written for models of every kind.</summary>
    internal static IEnumerable<MethodInfo> Kernels()
    {
        IModel[] models = [new DeclaredClassifier(), new DeclaredNormalized(), new DeclaredImage(), new DeclaredInputs(), new DeclaredWide(), new DeclaredDeep(), new DeclaredTransformer(), new DeclaredResidual(), new DeclaredVoter()];
        return models.SelectMany(Kernels).Select(kernel => kernel.Method);
    }

    private static IEnumerable<Delegate> Kernels(IModel model)
    {
        var programs = ModelRuntime.From(model).Programs;
        return new[] { programs.Training, programs.Evaluation, programs.Prediction, programs.Explanation(new Target(TargetOutput.Probability, TargetClass.Predicted)) }.SelectMany(program => program.Tiles);
    }

    /// <summary>Outputs, explanations and losses.</summary>
    private static float[] Used(IModel model)
    {
        var (predictions, evaluation) = (model.Predict(Data), model.Evaluate(Data));
        return
        [
            .. Enumerable.Range(0, Data.Count).SelectMany(example => predictions.Outputs(example).ToArray()),
            .. model.Explain(Data).Scores.ToArray(),
            .. evaluation.Losses.Values.Select(loss => (float)loss),
            (float)evaluation.Accuracy,
        ];
    }

    private static Schedule Schedule(int inputs, int first, int second)
    {
        var model = Small.Create(inputs, Small.Classes(10), new DenseLayer(first, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(second, true, Initialization.PyTorchDefault), new ReluLayer(), new DenseLayer(10, true, Initialization.PyTorchDefault)) with { Objectives = TaskLoss.With(Small.Sum) };
        return Scheduler.Run(ModelPrograms.Compile(ModelPrograms.Training(model)), ModelGraph.Build(model, training: true).ParameterLength);
    }

    private static async Task AgreeAsync<TModel>(Func<TModel> create, Dataset data, int epochs = 2)
        where TModel : IModel
    {
        // Descent rather than Adam, which makes a gradient of rounding as large as any.
        var options = new TrainingOptions { Epochs = epochs, Seed = 3, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Device = TestDevice.Current with { Mode = GpuMode.Tiles } };
        var tiles = await TrainAsync(create(), data, options);
        Assert.Equal(tiles, await TrainAsync(create(), data, options));
        var batch = await TrainAsync(create(), data, options with { Device = TestDevice.Current with { Mode = GpuMode.WholeBatch } });
        var cpu = await TrainAsync(create(), data, options with { Device = Device.Cpu });
        var scale = cpu.Max(MathF.Abs);
        Assert.All(cpu.Zip(tiles, batch), one => Assert.True(
            Math.Abs(one.First - one.Second) <= 1e-5 * scale && Math.Abs(one.First - one.Third) <= 1e-5 * scale, FormattableString.Invariant($"{one.First:R} on the CPU, {one.Second:R} by tiles, {one.Third:R} over the batch")));
    }

    private static async Task<float[]> TrainAsync(IModel model, Dataset data, TrainingOptions options)
    {
        using (model)
        {
            model.Initialize(1);
            var before = model.Copy();
            await model.TrainAsync(data, options, cancellationToken: Token);
            var after = model.Copy();
            Assert.NotEqual(before, after);
            return after;
        }
    }
}
