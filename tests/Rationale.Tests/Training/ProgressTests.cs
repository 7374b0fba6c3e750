using Microsoft.Extensions.Logging;
using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class ProgressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_each_epoch_once_and_between_only_now_and_then()
    {
        var reports = new Reports();
        var data = Small.Blobs(200);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(data, new TrainingOptions { Epochs = 5, BatchSize = 1, Validation = data }, reports, Token);
        var ends = reports.All.Where(report => report.EpochEnded).ToArray();
        Assert.Equal([1, 2, 3, 4, 5], ends.Select(report => report.Epoch));
        Assert.All(ends, report => Assert.Equal(["loss", "accuracy"], report.Metrics.Keys));
        Assert.Equal([200, 400, 600, 800, 1000], ends.Select(report => report.Step));
        Assert.Equal(result.History.Select(record => record.Losses["task"]), ends.Select(report => report.Losses["task"]));
        Assert.Equal(result.History.Select(record => record.Metrics["accuracy"]), ends.Select(report => report.Metrics["accuracy"]));
        Assert.True(reports.All.Count <= 5 + (result.Elapsed.TotalMilliseconds / 100) + 1);
        Assert.All(reports.All.Zip(reports.All.Skip(1)), pair => Assert.True(pair.First.Step <= pair.Second.Step && pair.First.Elapsed <= pair.Second.Elapsed));
        Assert.All(reports.All, report =>
        {
            Assert.Equal(5, report.Epochs);
            Assert.InRange(report.EpochFraction, 0, 1);
            Assert.True(report.ExamplesPerSecond > 0);
            Assert.InRange(report.Losses["task"], 0, 100);

            // The time left is the time passed, scaled by the steps.
            Assert.Equal(report.Elapsed.TotalSeconds * (1000 - report.Step) / report.Step, report.Remaining!.Value.TotalSeconds, 1e-3);
        });
        Assert.Equal(TimeSpan.Zero, reports.All[^1].Remaining);
    }

    [Fact]
    public async Task The_length_of_a_stream_is_known_after_its_first_epoch()
    {
        var (reports, data) = (new Reports(), Small.Blobs(16));
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(DatasetStream.FromFiles(["a"], _ => data), new TrainingOptions { Epochs = 3 }, reports, Token);
        Assert.Equal([2, 4, 6], reports.All.Where(report => report.EpochEnded).Select(report => report.Step));
        Assert.All(reports.All.Where(report => report.EpochEnded), report => Assert.NotNull(report.Remaining));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_listener_that_throws_ends_the_training_and_harms_nothing(int epoch)
    {
        using var folder = new TemporaryFolder();
        var data = Small.Blobs(40);
        var options = new TrainingOptions { Epochs = 4, CheckpointFolder = folder.Root };
        using var unbroken = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await unbroken.TrainAsync(data, options with { CheckpointFolder = null }, cancellationToken: Token);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var exception = await Assert.ThrowsAsync<NotSupportedException>(() => model.TrainAsync(data, options, new Thrower(epoch), Token));
        Assert.Equal("listener", exception.Message);
        var result = await model.TrainAsync(data, options with { Resume = true }, cancellationToken: Token);
        Assert.Equal(unbroken.Copy(), model.Copy());
        Assert.Equal(result.History.Text(), History.Read(folder["history.jsonl"]).Text());
    }

    [Fact]
    public async Task Logs_what_happens()
    {
        using var folder = new TemporaryFolder();
        var data = Small.Blobs(40);
        var logger = new Messages();
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)).With(Small.Sum), seed: 1);
        model.Runtime.Execution = new() { Workers = 1, TileSize = 32 };
        var options = new TrainingOptions { Epochs = 1, Logger = logger, CheckpointFolder = folder.Root, Validation = data, EarlyStopping = new EarlyStopping { Patience = 1, Metric = "accuracy", MinimumChange = 2 } };
        await model.TrainAsync(data, options with { AllowMissingInputs = true }, cancellationToken: Token);
        Assert.Equal(["Warning TrainingWarning", "Information TrainingStarted", "Information EpochEnded"], logger.Events);
        Assert.Contains("Training Small: 40 examples, 1 epochs, batches of 8, 1 workers, tiles of 32 examples", logger.Texts);
        Assert.Contains(logger.Texts, message => message.StartsWith("Epoch 1: task ", StringComparison.Ordinal) && message.Contains("validation accuracy ", StringComparison.Ordinal));
        logger.Events.Clear();
        await model.TrainAsync(data.Marking(0), options with { CheckpointFolder = null, Validation = data.Marking(0), Epochs = 3, AutomaticRatio = 1 }, cancellationToken: Token);
        Assert.Equal(["Information CoefficientChosen", "Information TrainingStarted", "Information EpochEnded", "Information EpochEnded", "Information TrainingStoppedEarly"], logger.Events);
        logger.Events.Clear();
        await model.TrainAsync(data, options with { Resume = true, ExplanationWeight = 0 }, cancellationToken: Token);
        Assert.Equal(["Information TrainingResumed", "Information TrainingStarted"], logger.Events);
    }

    private sealed class Reports : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> All { get; } = [];

        public void Report(TrainingProgress value) => All.Add(value);
    }

    private sealed class Thrower(int epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch)
            {
                throw new NotSupportedException("listener");
            }
        }
    }

    private sealed class Messages : ILogger
    {
        public List<string> Events { get; } = [];

        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Events.Add($"{logLevel} {eventId.Name}");
            Texts.Add(formatter(state, exception));
        }
    }
}
