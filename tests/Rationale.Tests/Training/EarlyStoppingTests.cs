using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

public sealed class EarlyStoppingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Train = Small.Blobs(30);

    /// <summary>Labels that contradict the training's: what is learned makes validation worse from the first epoch on.</summary>
    private static readonly Dataset Contrary = Train.WithLabels([.. Train.Labels.ToArray().Select(label => (label + 1) % 3)], 3);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Stops_after_its_patience_and_puts_the_best_parameters_back(int patience)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(Train, Options(patience), cancellationToken: Token);
        Assert.True(result.StoppedEarly);
        Assert.Equal(1, result.BestEpoch);
        Assert.Equal(1 + patience, result.History.Count);
        using var oneEpoch = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await oneEpoch.TrainAsync(Train, Options(patience) with { Epochs = 1, CheckpointFolder = null }, cancellationToken: Token);
        Assert.Equal(oneEpoch.Copy(), model.Copy());
        using var loaded = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        loaded.Load(_folder["best.safetensors"]);
        Assert.Equal(oneEpoch.Copy(), loaded.Copy());
        loaded.Load(_folder["last.safetensors"]);
        Assert.NotEqual(oneEpoch.Copy(), loaded.Copy());
    }

    [Fact]
    public async Task Stays_stopped_when_it_is_resumed()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var expected = await model.TrainAsync(Train, Options(2), cancellationToken: Token);
        using var fresh = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        var found = await fresh.TrainAsync(Train, Options(2) with { Resume = true }, cancellationToken: Token);
        Assert.Equal(expected.History.Text(), found.History.Text());
        Assert.Equal((expected.Steps, expected.BestEpoch, true), (found.Steps, found.BestEpoch, found.StoppedEarly));
        Assert.Equal(model.Copy(), fresh.Copy());
    }

    [Fact]
    public async Task Counts_its_patience_across_a_resume()
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var halves = await model.TrainAsync(Train, Options(3) with { Epochs = 2 }, cancellationToken: Token);
        Assert.False(halves.StoppedEarly);
        var result = await model.TrainAsync(Train, Options(3) with { Resume = true }, cancellationToken: Token);
        Assert.True(result.StoppedEarly);
        Assert.Equal(4, result.History.Count);
        Assert.Equal(1, result.BestEpoch);
    }

    [Fact]
    public async Task May_keep_the_last_parameters()
    {
        var options = Options(2) with { CheckpointFolder = null };
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Train, options with { EarlyStopping = options.EarlyStopping! with { RestoreBest = false } }, cancellationToken: Token);
        using var threeEpochs = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await threeEpochs.TrainAsync(Train, new TrainingOptions { Epochs = 3 }, cancellationToken: Token);
        Assert.Equal(threeEpochs.Copy(), model.Copy());
    }

    [Fact]
    public async Task Any_metric_is_recorded_and_watched_by_its_name()
    {
        var options = new TrainingOptions { Epochs = 1, Validation = Contrary, Metrics = ["top2Accuracy", "loss"], EarlyStopping = new EarlyStopping { Metric = "auc" } };
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var result = await model.TrainAsync(Train, options, cancellationToken: Token);
        var (metrics, evaluation) = (result.History[0].Metrics, model.Evaluate(Contrary));
        Assert.Equal(["loss", "accuracy", "top2Accuracy", "auc"], metrics.Keys);
        Assert.Equal((evaluation.TopAccuracy(2), evaluation.Auc), (metrics["top2Accuracy"], metrics["auc"]));
        Assert.Equal(1, result.BestEpoch);
    }

    [Theory]
    [InlineData("loss", 1, 2, false)]
    [InlineData("loss", 2, 1, true)]
    [InlineData("accuracy", 0.5, 0.6, true)]
    [InlineData("accuracy", 0.5, 0.55, false)]
    [InlineData("rSquared", 0.5, 0.4, false)]
    [InlineData("meanSquaredError", 1, 0.95, false)]
    [InlineData("auc", 0.5, 0.6, true)]
    [InlineData("logLoss", 0.5, 0.6, false)]
    [InlineData("top3Accuracy", 0.6, 0.5, false)]
    [InlineData("loss", double.NaN, 5, true)]
    [InlineData("loss", double.NaN, double.NaN, false)]
    [InlineData("loss", 5, double.NaN, false)]
    public void A_figure_is_better_by_more_than_the_minimum_change(string metric, double best, double value, bool better) =>
        Assert.Equal(better, new EarlyStopping { Metric = metric, MinimumChange = 0.07 }.IsBetter(value, best));

    private TrainingOptions Options(int patience) => new()
    {
        Epochs = 20,
        Validation = Contrary,
        EarlyStopping = new EarlyStopping { Patience = patience },
        CheckpointFolder = _folder.Root,
    };
}
