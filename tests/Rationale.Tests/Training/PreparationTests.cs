using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>What a training does before its first step and after its last tells how far it is, and ends where the training is canceled.</summary>
public sealed class PreparationTests : IDisposable
{
    private static readonly Dataset Data = Small.Blobs(3000, seed: 9).Marking(1);

    private static readonly ModelSpecification Specification = Small.Mlp(4, Small.Classes(3)).With(Small.Sum);

    private readonly TemporaryFolder _folder = new();

    private static TrainingOptions Options => new() { Epochs = 1, BatchSize = 500, Workers = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Measuring_an_automatic_coefficient_tells_how_far_it_is()
    {
        var shares = new List<double>();
        using var model = Interpret();
        await model.TrainAsync(Data, Options with { AutomaticRatio = 1, Callbacks = [new Watch { Preparation = shares.Add }] }, cancellationToken: Token);
        Assert.True(shares.Count > 2, $"{shares.Count} reports");
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public async Task Without_automatic_coefficient_or_checkpoint_nothing_is_told()
    {
        var shares = new List<double>();
        using var model = Interpret();
        await model.TrainAsync(Data, Options with { Callbacks = [new Watch { Preparation = shares.Add, Restoration = shares.Add }] }, cancellationToken: Token);
        Assert.Empty(shares);
    }

    [Fact]
    public async Task A_training_that_is_canceled_while_it_measures_has_made_no_step_and_can_begin_anew()
    {
        using var source = new CancellationTokenSource();
        using var model = Interpret();
        var before = model.Copy();
        var options = Options with { AutomaticRatio = 1, CheckpointFolder = _folder["run"] };
        var canceling = options with { Callbacks = [new Watch { Preparation = _ => source.Cancel() }] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Data, canceling, cancellationToken: source.Token));
        Assert.Equal(before, model.Copy());
        Assert.Empty(Directory.GetFiles(_folder["run"], "*.safetensors"));
        using var expected = Interpret();
        await expected.TrainAsync(Data, Options with { AutomaticRatio = 1 }, cancellationToken: Token);
        await model.TrainAsync(Data, options, cancellationToken: Token);
        Assert.Equal(expected.Copy(), model.Copy());
    }

    [Fact]
    public async Task Reading_a_checkpoint_tells_how_far_it_is_and_can_be_canceled()
    {
        var options = Options with { CheckpointFolder = _folder["run"] };
        using var model = Interpret();
        await model.TrainAsync(Data, options, cancellationToken: Token);
        using var source = new CancellationTokenSource();
        using var other = Interpret();
        var before = other.Copy();
        var canceling = options with { Resume = true, Epochs = 2, Callbacks = [new Watch { Preparation = _ => source.Cancel() }] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.TrainAsync(Data, canceling, cancellationToken: source.Token));
        Assert.Equal(before, other.Copy());

        var shares = new List<double>();
        await other.TrainAsync(Data, options with { Resume = true, Epochs = 2, Callbacks = [new Watch { Preparation = shares.Add }] }, cancellationToken: Token);
        Assert.True(shares.Count > 2, $"{shares.Count} reports");
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
        using var unbroken = Interpret();
        await unbroken.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), other.Copy());
    }

    [Fact]
    public async Task Putting_back_the_best_parameters_of_an_earlier_run_tells_how_far_it_is_and_can_be_canceled()
    {
        // No later epoch is better by so much, so that the first stays best and its parameters are only in the file.
        var options = Options with { CheckpointFolder = _folder["run"], Validation = Data, EarlyStopping = new EarlyStopping { Metric = "accuracy", MinimumChange = 2, Patience = 9, RestoreBest = true } };
        using var model = Interpret();
        await model.TrainAsync(Data, options, cancellationToken: Token);
        var best = model.Copy();

        using var source = new CancellationTokenSource();
        using var canceled = Interpret();
        var canceling = options with { Resume = true, Epochs = 2, Callbacks = [new Watch { Restoration = _ => source.Cancel() }] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled.TrainAsync(Data, canceling, cancellationToken: source.Token));
        Assert.NotEqual(best, canceled.Copy());

        var shares = new List<double>();
        using var resumed = Interpret();
        var result = await resumed.TrainAsync(Data, options with { Resume = true, Epochs = 2, Callbacks = [new Watch { Restoration = shares.Add }] }, cancellationToken: Token);
        Assert.Equal((1, 2), (result.BestEpoch, result.History.Count));
        Assert.Equal(best, resumed.Copy());
        Assert.True(shares.Count > 1, $"{shares.Count} reports");
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public async Task Saving_a_checkpoint_tells_how_far_it_is_and_a_cancellation_does_not_end_it()
    {
        var shares = new List<double>();
        using var source = new CancellationTokenSource();
        var watch = new Watch { Checkpoint = shares.Add, Step = _ => source.Cancel() };
        using var model = Interpret();
        var options = Options with { CheckpointFolder = _folder["run"] };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.TrainAsync(Data, options with { Callbacks = [watch] }, cancellationToken: source.Token));
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Distinct().Order(), shares);
        Assert.Equal(1, Rationale.Storage.Checkpoint.Load(Path.Combine(_folder["run"], "last.safetensors")).StepInEpoch);

        shares.Clear();
        var best = options with { Resume = true, Epochs = 2, Validation = Data, Callbacks = [new Watch { Checkpoint = shares.Add }] };
        await model.TrainAsync(Data, best, cancellationToken: Token);
        Assert.Equal(4, shares.Count(share => share == 1));
    }

    [Fact]
    public async Task A_callback_that_fails_while_a_checkpoint_is_saved_ends_the_training_with_a_whole_checkpoint()
    {
        using var model = Interpret();
        var failing = new Watch { Checkpoint = _ => throw new InvalidOperationException("full") };
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => model.TrainAsync(Data, Options with { CheckpointFolder = _folder["run"], Callbacks = [failing] }, cancellationToken: Token));
        Assert.Equal("full", error.Message);
        Assert.Equal(["history.jsonl", "last.safetensors", "training.lock"], Directory.GetFiles(_folder["run"]).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(2, Rationale.Storage.Checkpoint.Load(Path.Combine(_folder["run"], "last.safetensors")).Epoch);
    }

    [Fact]
    public void A_report_says_what_is_done()
    {
        var report = new TrainingProgress
        {
            Epoch = 0,
            Epochs = 3,
            Step = 0,
            EpochFraction = 0,
            Losses = new Dictionary<string, double>(),
            Metrics = new Dictionary<string, double>(),
            Elapsed = TimeSpan.Zero,
            Remaining = null,
            ExamplesPerSecond = 0,
            EpochEnded = false,
        };
        Assert.Equal("Preparing: 25.0 %", (report with { PreparationFraction = .25 }).ToString());
        Assert.Equal("Saving a checkpoint: 75.0 %", (report with { CheckpointFraction = .75 }).ToString());
        Assert.Equal("Reading the best parameters: 50.0 %", (report with { RestorationFraction = .5 }).ToString());
    }

    private static Model Interpret() => Model.Interpret(Specification, seed: 1);

    private sealed class Watch : ITrainingCallback
    {
        public Action<double>? Preparation { get; init; }

        public Action<double>? Checkpoint { get; init; }

        public Action<double>? Restoration { get; init; }

        public Action<TrainingContext>? Step { get; init; }

        public void OnPreparationProgress(TrainingContext training, double fraction) => Preparation?.Invoke(fraction);

        public void OnStepEnd(TrainingContext training) => Step?.Invoke(training);

        public void OnCheckpointProgress(TrainingContext training, double fraction) => Checkpoint?.Invoke(fraction);

        public void OnRestorationProgress(TrainingContext training, double fraction) => Restoration?.Invoke(fraction);
    }
}
