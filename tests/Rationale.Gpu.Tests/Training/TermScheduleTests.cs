using Rationale.Data;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Graph.Objectives;
using Rationale.Objectives;
using Rationale.Tests;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Gpu.Tests.Training;

/// <summary>Priors over attributions on the emulated device, and schedules under which steps run without them: the numbers of the CPU, and the same bits in every run.</summary>
public sealed class TermScheduleTests
{
    private const string Key = AttributionPrior.Key;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Data => Small.Blobs(48).WithMetaFeatures(MetaFeatures.Create(FeatureMatrix.FromArray([1, 2, 3, 4, 5, 6, 7, -8], 2)));

    private static ModelSpecification Specification => Small.Mlp(4, Small.Classes(3)).With(new AttributionPrior(
        0.4,
        2,
        EquatableArray.Create<Layer>(new DenseLayer(1, true, Initialization.PyTorchDefault)),
        new AttributionSource(AttributionKind.ExpectedGradients, 1, new Target(TargetOutput.Logit, TargetClass.Labeled)),
        true,
        PenaltyNorm.L2)).With(new WeightPenalty(0.01, 0));

    private static TrainingOptions Options => new()
    {
        Epochs = 3,
        BatchSize = 10,
        Optimizer = OptimizerKind.Sgd,
        LearningRate = 0.01,
        LearningRateSchedule = new CosineSchedule(),
        Device = TestDevice.Current,
    };

    public static TheoryData<int, int> Schedules => new() { { 0, 1 }, { 7, 1 }, { 0, 2 }, { 4, 3 } };

    [Theory]
    [MemberData(nameof(Schedules))]
    public async Task Steps_with_and_without_the_prior_are_those_of_the_CPU(int warmUp, int every)
    {
        var options = Options with { TermSchedules = new() { [Key] = new TermSchedule(warmUp, every) } };
        var (device, cpu) = (await TrainedAsync(options), await TrainedAsync(options with { Device = Device.Cpu }));
        var scale = cpu.Parameters.Max(MathF.Abs);
        Assert.All(cpu.Parameters.Zip(device.Parameters), pair => Assert.Equal(pair.First, pair.Second, 1e-5 * scale));
        Assert.Equal(cpu.Result.History.Count, device.Result.History.Count);
        Assert.All(cpu.Result.History.Zip(device.Result.History), records =>
        {
            Assert.Equal(records.First.Losses.Keys, records.Second.Losses.Keys);
            Assert.All(records.First.Losses, loss => Assert.Equal(loss.Value, records.Second.Losses[loss.Key], 1e-4 * Math.Max(1, Math.Abs(loss.Value))));
            Assert.Equal(records.First.Metrics.Keys, records.Second.Metrics.Keys);
            Assert.All(records.First.Metrics, metric => Assert.Equal(metric.Value, records.Second.Metrics[metric.Key], 1e-3));
        });
        Assert.Equal(every > 1, device.Result.History[0].Metrics.ContainsKey($"{Key}.error"));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(1L << 30)]
    public async Task A_resumed_training_gives_the_same_bits(long dataLimit)
    {
        using var folder = new TemporaryFolder();
        var options = Options with
        {
            Optimizer = OptimizerKind.Adam,
            Device = TestDevice.Current with { DataLimit = dataLimit },
            TermSchedules = new() { [Key] = new TermSchedule(WarmUpSteps: 5, Every: 3) },
            LearningRateSchedule = LearningRateSchedule.Constant,
        };
        var whole = await TrainedAsync(options);
        await TrainedAsync(options with { Epochs = 2, CheckpointFolder = folder["run"] });
        var resumed = await TrainedAsync(options with { CheckpointFolder = folder["run"], Resume = true });
        Assert.Equal(whole.Parameters, resumed.Parameters);
        Assert.Equal(whole.Parameters, (await TrainedAsync(options)).Parameters);
    }

    private static async Task<(float[] Parameters, TrainingResult Result)> TrainedAsync(TrainingOptions options)
    {
        using var model = Model.Interpret(Specification, seed: 1);
        var result = await model.TrainAsync(Data, options, cancellationToken: Token);
        return (model.Copy(), result);
    }
}
