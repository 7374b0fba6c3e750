using Rationale.Data;
using Rationale.Gpu.Tests.Tiles;
using Rationale.Tests;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>What callbacks write to the parameters reaches a device that keeps them, before the next step.</summary>
public sealed class CallbackWriteTests : IDisposable
{
    private static readonly Dataset Data = Small.Blobs(24);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(GpuMode.WholeBatch, "load")]
    [InlineData(GpuMode.WholeBatch, "initialize")]
    [InlineData(GpuMode.WholeBatch, "fill")]
    [InlineData(GpuMode.WholeBatch, "set")]
    [InlineData(GpuMode.WholeBatch, "values")]
    [InlineData(GpuMode.WholeBatch, "clamp")]
    [InlineData(GpuMode.WholeBatch, "state")]
    [InlineData(GpuMode.Tiles, "load")]
    [InlineData(GpuMode.Tiles, "initialize")]
    [InlineData(GpuMode.Tiles, "fill")]
    [InlineData(GpuMode.Tiles, "set")]
    [InlineData(GpuMode.Tiles, "values")]
    [InlineData(GpuMode.Tiles, "clamp")]
    [InlineData(GpuMode.Tiles, "state")]
    public async Task Every_way_of_writing_gives_the_numbers_of_the_CPU(GpuMode mode, string way)
    {
        var path = _folder["other.safetensors"];
        using (var other = new DeclaredNormalized())
        {
            other.Initialize(77);
            other.Save(path);
        }

        foreach (var when in way == "fill" ? Enum.GetValues<Moment>() : [Moment.Step])
        {
            var (untouched, cpu, device) = (await TrainAsync(Device.Cpu, null), await TrainAsync(Device.Cpu, Write), await TrainAsync(TestDevice.Current with { Mode = mode }, Write));
            Assert.NotEqual(untouched, cpu);
            Assert.All(cpu.Zip(device), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));

            async Task<float[]> TrainAsync(Device on, Action<DeclaredNormalized>? write)
            {
                using var model = new DeclaredNormalized();
                model.Initialize(5);
                var options = new TrainingOptions { Epochs = 2, Seed = 3, Optimizer = OptimizerKind.Sgd, LearningRate = 1e-3, Device = on, Callbacks = write is null ? [] : [new Writer(when, () => write(model))] };
                await model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken);
                return model.Parameters.Values.ToArray();
            }
        }

        void Write(DeclaredNormalized model)
        {
            switch (way)
            {
                case "load":
                    model.Load(path);
                    break;
                case "initialize":
                    model.Initialize(9);
                    break;
                case "fill":
                    model.Parameters["dense1.weight"].Fill(0.5f);
                    break;
                case "set":
                    model.Parameters.Set("dense1.weight", [.. Enumerable.Range(0, 24).Select(i => MathF.Sin(i))]);
                    break;
                case "values":
                    model.Parameters.Values[2] = 0.25f;
                    break;
                case "state":
                    model.Parameters.Values[model.Parameters.TrainedLength..].Fill(1.5f);
                    break;
                default:
                    foreach (ref var value in model.Parameters.Values[..model.Parameters.TrainedLength])
                    {
                        value = Math.Clamp(value, -0.1f, 0.1f);
                    }

                    break;
            }
        }
    }

    [Theory]
    [InlineData(GpuMode.WholeBatch)]
    [InlineData(GpuMode.Tiles)]
    public async Task A_look_changes_nothing(GpuMode mode)
    {
        var found = new List<float[]>();
        foreach (var looks in new[] { false, true })
        {
            using var model = new DeclaredNormalized();
            model.Initialize(5);
            var options = new TrainingOptions { Epochs = 2, Seed = 3, Device = TestDevice.Current with { Mode = mode }, Callbacks = looks ? [new Writer(Moment.Step, () => model.Parameters.Get("dense1.weight"))] : [] };
            await model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken);
            found.Add(model.Parameters.Values.ToArray());
        }

        Assert.Equal(found[0], found[1]);
    }

    [Fact]
    public async Task A_training_that_goes_on_in_another_mode_says_so_and_its_advice_works()
    {
        var options = new TrainingOptions { Epochs = 1, Seed = 3, CheckpointFolder = _folder["run"], Device = TestDevice.Current with { Mode = GpuMode.WholeBatch } };
        Assert.Empty(await WarningsAsync(options));
        Assert.Empty(await WarningsAsync(options with { Epochs = 2, Resume = true }));
        Assert.Equal(
            new TrainingWarning(
                TrainingWarningKind.CheckpointDiffers,
                "The checkpoint was made in GpuMode.WholeBatch, but this training runs in GpuMode.Tiles, which adds sums in another order, so that it does not go on bit for bit; give the device the old one as Mode to go on as the training began."),
            Assert.Single(await WarningsAsync(options with { Epochs = 3, Resume = true, Device = TestDevice.Current with { Mode = GpuMode.Tiles } })));

        static async Task<IReadOnlyList<TrainingWarning>> WarningsAsync(TrainingOptions options)
        {
            using var model = new DeclaredNormalized();
            return (await model.TrainAsync(Data, options, cancellationToken: TestContext.Current.CancellationToken)).Warnings;
        }
    }

    private enum Moment
    {
        Begin,
        Step,
        Epoch,
    }

    private sealed class Writer(Moment when, Action write) : ITrainingCallback
    {
        public ValueTask OnTrainingBeginAsync(TrainingContext training) => At(Moment.Begin, training);

        public void OnStepEnd(TrainingContext training) => At(Moment.Step, training);

        public ValueTask OnEpochEndAsync(TrainingContext training) => At(Moment.Epoch, training);

        private ValueTask At(Moment moment, TrainingContext training)
        {
            // The steps of the last epoch must begin with what was written.
            if (moment == when && training.Epoch <= 1)
            {
                write();
            }

            return default;
        }
    }
}
