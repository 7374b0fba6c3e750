using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What schedules do to a training: the rate of each step, in memory and streamed, and across a resume.</summary>
public sealed class ScheduleTests : IDisposable
{
    private const double Rate = 0.02;

    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Plane = Small.Plane(6);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<LearningRateSchedule, double[]> Rates => new()
    {
        { LearningRateSchedule.Constant, [1, 1, 1, 1, 1, 1] },
        { LearningRateSchedule.Step(epochs: 2, factor: 0.5), [1, 1, 1, 1, 0.5, 0.5] },
        { LearningRateSchedule.Step(steps: 2, factor: 0.5), [1, 1, 0.5, 0.5, 0.25, 0.25] },
        { LearningRateSchedule.Cosine(), [1, 1, 0.75, 0.75, 0.25, 0.25] },
        { LearningRateSchedule.Cosine(steps: 6), [1, (2 + Math.Sqrt(3)) / 4, 0.75, 0.5, 0.25, (2 - Math.Sqrt(3)) / 4] },
        { LearningRateSchedule.Constant.WithWarmUp(steps: 4, startFactor: 0.2), [0.2, 0.4, 0.6, 0.8, 1, 1] },
        { LearningRateSchedule.Cosine().WithWarmUp(epochs: 2, startFactor: 0.5), [0.5, 0.5, 0.5625, 0.5625, 0.25, 0.25] },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Rates), DisableDiscoveryEnumeration = true)]
    public async Task Each_step_has_the_rate_of_the_schedule(LearningRateSchedule schedule, double[] factors)
    {
        foreach (var streamed in new[] { false, true })
        {
            using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
            var oracle = new LinearOracle(model.Copy());
            for (var step = 0; step < factors.Length; step++)
            {
                oracle.Descend(oracle.Gradient(Plane, Enumerable.Range(step % 2 * 3, 3)), Rate * factors[step]);
            }

            var options = new TrainingOptions { Epochs = 3, BatchSize = 3, Shuffle = false, Optimizer = OptimizerKind.Sgd, LearningRate = Rate, LearningRateSchedule = schedule };
            await (streamed
                ? model.TrainAsync(DatasetStream.FromFiles(["a"], _ => Plane), options, cancellationToken: Token)
                : model.TrainAsync(Plane, options, cancellationToken: Token));
            oracle.Near(model.Copy());
        }
    }

    [Fact]
    public async Task The_decay_of_adamw_follows_the_rate()
    {
        // Without a gradient only the decay moves parameters: each step takes the share rate × decay of them away.
        var data = Dataset.ForRegression(FeatureMatrix.FromArray([0f, 0f], 2), FeatureMatrix.FromArray([0f], 1));
        using var model = Model.Interpret(Small.Create(2, Small.Numbers(1), new DenseLayer(1, false, Initialization.PyTorchDefault)), seed: 1);
        var before = model.Copy();
        var options = new TrainingOptions { Epochs = 2, Optimizer = OptimizerKind.AdamW, LearningRate = 0.5, WeightDecay = 0.4, LearningRateSchedule = LearningRateSchedule.Step(epochs: 1, factor: 0.5) };
        await model.TrainAsync(data, options, cancellationToken: Token);
        Assert.All(before.Zip(model.Copy()), pair => Assert.Equal(pair.First * (1 - 0.2) * (1 - 0.1), pair.Second, 1e-6));
    }

    [Fact]
    public async Task The_declared_schedule_counts_unless_the_options_replace_it()
    {
        var declared = Small.Linear(2, Small.Numbers(1)) with { Training = new TrainingDefaults(Epochs: 3, LearningRate: Rate, Schedule: LearningRateSchedule.Cosine()) };
        Assert.NotEqual(await TrainedAsync(declared, new()), await TrainedAsync(declared, new() { LearningRateSchedule = LearningRateSchedule.Constant }));
        Assert.Equal(
            await TrainedAsync(declared with { Training = declared.Training with { Schedule = null } }, new()),
            await TrainedAsync(declared, new() { LearningRateSchedule = LearningRateSchedule.Constant }));
    }

    [Fact]
    public async Task Plateaus_reduce_the_rate_and_a_resume_keeps_their_state()
    {
        // Labels that contradict the training's: validation gets worse from the first epoch on.
        var train = Small.Blobs(30);
        var contrary = train.WithLabels([.. train.Labels.ToArray().Select(label => (label + 1) % 3)], 3);
        var options = new TrainingOptions { Epochs = 7, Validation = contrary, LearningRateSchedule = LearningRateSchedule.ReduceOnPlateau(patience: 2, factor: 0.5).WithWarmUp(steps: 5) };
        using var unbroken = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await unbroken.TrainAsync(train, options, cancellationToken: Token);
        using var constant = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await constant.TrainAsync(train, options with { LearningRateSchedule = LearningRateSchedule.Constant.WithWarmUp(steps: 5) }, cancellationToken: Token);
        Assert.NotEqual(constant.Copy(), unbroken.Copy());
        using var parts = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        foreach (var epochs in new[] { 2, 3, 4, 7 })
        {
            await parts.TrainAsync(train, options with { Epochs = epochs, CheckpointFolder = _folder.Root, Resume = true }, cancellationToken: Token);
        }

        Assert.Equal(unbroken.Copy(), parts.Copy());
    }

    [Fact]
    public async Task A_resume_with_another_schedule_is_refused()
    {
        var options = new TrainingOptions { Epochs = 2, CheckpointFolder = _folder.Root, LearningRateSchedule = LearningRateSchedule.Cosine() };
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        await model.TrainAsync(Plane, options, cancellationToken: Token);
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Plane, options with { Epochs = 4, Resume = true }, cancellationToken: Token));
        Assert.Equal(
            "The checkpoint was made with the learning-rate schedule 'along a cosine to × 0 over 2 epochs', but this training has 'along a cosine to × 0 over 4 epochs'; resume with the same schedule (one over all epochs needs the same Epochs), or train anew without Resume.",
            exception.Message);
    }

    [Fact]
    public async Task A_schedule_that_ends_before_the_training_is_refused_as_soon_as_that_is_known()
    {
        using var model = Model.Interpret(Small.Linear(2, Small.Numbers(1)), seed: 1);
        var before = model.Copy();
        await RefusedAsync(LearningRateSchedule.Cosine(epochs: 2), "the schedule ends after 2 epochs, but the training has 3");
        await RefusedAsync(LearningRateSchedule.Cosine(steps: 5), "the schedule ends after 5 steps, but the training has 6");
        await RefusedAsync(LearningRateSchedule.Constant.WithWarmUp(epochs: 3), "the warm-up ends after 3 epochs, but the training has only 3");
        await RefusedAsync(LearningRateSchedule.Cosine().WithWarmUp(steps: 6), "the warm-up ends after 6 steps, but the training has only 6");
        Assert.Equal(before, model.Copy());

        // A stream says only at the end of its first epoch how long it is.
        var exception = await Assert.ThrowsAsync<ArgumentException>(() =>
            model.TrainAsync(DatasetStream.FromFiles(["a"], _ => Plane), Options(LearningRateSchedule.Cosine(steps: 5)), cancellationToken: Token));
        Assert.Equal("LearningRateSchedule does not fit: the schedule ends after 5 steps, but the training has 6; give both the same length.", exception.Message);

        async Task RefusedAsync(LearningRateSchedule schedule, string expected)
        {
            var exception = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Plane, Options(schedule), cancellationToken: Token));
            Assert.Equal($"LearningRateSchedule does not fit: {expected}; give both the same length.", exception.Message);
        }

        static TrainingOptions Options(LearningRateSchedule schedule) => new() { Epochs = 3, BatchSize = 3, LearningRateSchedule = schedule };
    }

    private static async Task<float[]> TrainedAsync(ModelSpecification specification, TrainingOptions options)
    {
        using var model = Model.Interpret(specification, seed: 1);
        await model.TrainAsync(Plane, options, cancellationToken: Token);
        return model.Copy();
    }
}
