using System.Text.RegularExpressions;
using Rationale.Data;
using Rationale.Tests.Models;
using Rationale.Training;
using Rationale.Training.CrossValidation;

namespace Rationale.Tests.Training.CrossValidation;

/// <summary>Cross-validation in one call does what the loop over folds does.</summary>
public sealed class CrossValidationTests
{
    private static readonly TrainingOptions Short = new() { Epochs = 4, BatchSize = 16, Workers = 1 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_gives_what_a_loop_over_the_folds_gives()
    {
        var data = Small.Blobs(60);
        var steps = Preprocessing.Create().Standardize();
        var result = await data.CrossValidateAsync(_ => Create(), new CrossValidationOptions { Folds = 3, Seed = 7, Preprocessing = steps, Training = Short }, cancellationToken: Token);

        var accuracies = new List<double>();
        foreach (var (train, heldOut) in data.Folds(3, 7, stratified: true))
        {
            using var model = Create();
            await model.TrainAsync(steps.Fit(train).Transform(train), Short, cancellationToken: Token);
            accuracies.Add(model.Evaluate(heldOut).LogLoss);
        }

        Assert.Equal(accuracies, result.Folds.Select(fold => fold.LogLoss));
        Assert.Equal(accuracies.Average(), result.Mean("logLoss"));
        Assert.Equal(Math.Sqrt(accuracies.Sum(value => Math.Pow(value - accuracies.Average(), 2)) / 2), result.StandardDeviation("logLoss"), 1e-12);
        Assert.Matches(new Regex("^metric +mean +deviation +fold 1 +fold 2 +fold 3\n"), result.ToString());
    }

    /// <summary>A line far from unit scale, of which each target is 10,000 off, is learned by a linear model where its targets are scaled; its errors are in the units of the targets, its loss is not.</summary>
    [Fact]
    public async Task Targets_are_scaled_in_the_fold_and_errors_are_in_their_units()
    {
        float[] x = [.. Enumerable.Range(0, 80).Select(i => (i % 20) / 10f)];
        var data = Dataset.ForRegression(FeatureMatrix.FromArray(x, 1), FeatureMatrix.FromArray([.. x.Select((value, i) => 500_000 + (100_000 * value) + (i / 20 % 2 == 0 ? 10_000 : -10_000))], 1));
        var options = new CrossValidationOptions { Folds = 4, ScaleTargets = true, Preprocessing = Preprocessing.Create().Standardize(), Training = Short with { Epochs = 300, LearningRate = 0.02 } };
        var result = await data.CrossValidateAsync(_ => Model.Interpret(Small.Linear(1, Small.Numbers(1)), seed: 1), options, cancellationToken: Token);

        Assert.InRange(result.Mean("rSquared"), 0.9, 0.99);
        Assert.All(result.Folds, fold => Assert.InRange(fold.MeanAbsoluteError, 9_000, 12_000));
        Assert.All(result.Folds, fold => Assert.InRange(fold.Loss, 1e-3, 0.1));
    }

    [Fact]
    public async Task Progress_names_the_fold_and_each_fold_has_its_folder()
    {
        using var folder = new TemporaryFolder();
        using var writer = new StringWriter { NewLine = "\n" };
        await Small.Blobs(30).CrossValidateAsync(
            _ => Create(), new CrossValidationOptions { Folds = 2, Training = Short with { Epochs = 1, CheckpointFolder = folder["runs"] } }, new ConsoleProgress(writer, bar: false), Token);

        var lines = writer.ToString().Split('\n').Where(line => line.Contains("Epoch 1 of 1", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("Fold 1 of 2: Epoch 1 of 1: task", lines[0]);
        Assert.StartsWith("Fold 2 of 2: Epoch 1 of 1: task", lines[1]);
        Assert.Equal(["fold-1", "fold-2"], Directory.GetDirectories(folder["runs"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_cannot_be_is_refused()
    {
        var data = Small.Blobs(12);
        using var model = Create();
        var fewer = new CrossValidationOptions { Folds = 2, Training = Short with { Epochs = 1 } };

        Assert.StartsWith("The model of fold 1 has been trained on another fold", await RefusedAsync(data, _ => model, fewer));
        Assert.StartsWith("Targets were to be scaled, but the data have none", await RefusedAsync(data, _ => Create(), fewer with { ScaleTargets = true }));
        Assert.Equal("13 folds of 12 examples were asked for, but there must be at least 2, and an example for each; ask for 2 to 12.", await RefusedAsync(data, _ => Create(), fewer with { Folds = 13, Stratified = false }));
        var result = await data.CrossValidateAsync(_ => Create(), fewer, cancellationToken: Token);
        Assert.StartsWith("The folds have no metric 'acuracy'; they have loss, accuracy", Assert.Throws<ArgumentException>(() => result.Mean("acuracy")).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => data.CrossValidateAsync(_ => Create(), fewer, cancellationToken: new CancellationToken(true)));
    }

    private static Model Create() => Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);

    private static async Task<string> RefusedAsync(Dataset data, Func<int, IModel> create, CrossValidationOptions options) =>
        (await Assert.ThrowsAsync<ArgumentException>(() => data.CrossValidateAsync(create, options, cancellationToken: Token))).Message;
}
