using Rationale.Data;
using Rationale.Execution;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A checkpoint knows how many workers made it, because they decide the order in which sums are added.</summary>
public sealed class ResumeWorkersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(128, inputs: 40);

    /// <summary>Wide enough that a batch of 64 is worth several workers where nobody asks for a number.</summary>
    private static readonly ModelSpecification Wide = Small.Mlp(40, Small.Classes(3), hidden: 600);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TrainingOptions Options => new() { Epochs = 4, BatchSize = 64, Validation = Data, CheckpointFolder = _folder["run"] };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public async Task A_resumed_training_has_the_workers_of_its_checkpoint(int workers)
    {
        var (expected, history) = await UnbrokenAsync(new ExecutionOptions { Workers = workers });
        Assert.NotEqual((await UnbrokenAsync(new ExecutionOptions { Workers = 1 })).Parameters, expected);
        await TrainAsync(new ExecutionOptions(), Options with { Workers = workers, Epochs = 2 });
        Assert.Equal($"{workers}", new CheckpointFolder(_folder["run"]).LoadLast()!.Hyperparameters["workers"]);
        var (found, result) = await TrainAsync(new ExecutionOptions(), Options with { Resume = true });
        Assert.Equal(expected, found);
        Assert.Equal(history, result.History.Text());
        Assert.Empty(result.Warnings);
    }

    /// <summary>The checkpoint of a machine with as many cores as said.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_number_that_nobody_asked_for_is_kept_on_a_machine_with_other_cores(int cores)
    {
        var there = new ExecutionOptions { MaxWorkers = cores };
        var (expected, history) = await UnbrokenAsync(there);
        Assert.NotEqual((await UnbrokenAsync(new ExecutionOptions { MaxWorkers = 1 })).Parameters, expected);
        await TrainAsync(there, Options with { Epochs = 2 });
        Assert.Equal($"at most {cores}", new CheckpointFolder(_folder["run"]).LoadLast()!.Hyperparameters["workers"]);
        var (found, result) = await TrainAsync(new ExecutionOptions(), Options with { Resume = true });
        Assert.Equal(expected, found);
        Assert.Equal(history, result.History.Text());
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Other_workers_that_are_asked_for_are_told()
    {
        await TrainAsync(new ExecutionOptions(), Options with { Workers = 3, Epochs = 2 });
        var (_, result) = await TrainAsync(new ExecutionOptions(), Options with { Workers = 1, Epochs = 3, Resume = true });
        Assert.Equal(
            [
                new TrainingWarning(
                    TrainingWarningKind.WorkersDiffer,
                    "The checkpoint was made with 3 workers, but this training has 1 worker, which add their sums in another order, so that it does not go on bit for bit; "
                    + "leave Workers of the options and of the model at 0 to go on with those of the checkpoint."),
            ],
            result.Warnings);

        // The model's own number is asked for too, and the last checkpoint is one of one worker.
        (_, result) = await TrainAsync(new ExecutionOptions { Workers = 2 }, Options with { Resume = true });
        Assert.StartsWith("The checkpoint was made with 1 worker, but this training has 2 workers", Assert.Single(result.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3", 3, false)]
    [InlineData("at most 16", 16, true)]
    [InlineData("0", 0, false)]
    [InlineData("at most", 0, false)]
    [InlineData("many", 0, false)]
    [InlineData(null, 0, false)]
    public void A_choice_is_read_as_it_was_written(string? text, int count, bool mayUseFewer)
    {
        Assert.Equal(count == 0 ? null : new WorkerChoice(count, mayUseFewer), WorkerChoice.Parse(text));
        Assert.Equal(count == 0 ? null : text, WorkerChoice.Parse(text)?.ToString());
    }

    private async Task<(float[] Parameters, string History)> UnbrokenAsync(ExecutionOptions execution)
    {
        var (parameters, result) = await TrainAsync(execution, Options with { CheckpointFolder = null });
        return (parameters, result.History.Text());
    }

    private static async Task<(float[] Parameters, TrainingResult Result)> TrainAsync(ExecutionOptions execution, TrainingOptions options)
    {
        using var model = Model.Interpret(Wide, seed: 1);
        model.Runtime.Execution = execution;
        var result = await model.TrainAsync(Data, options, cancellationToken: Token);
        return (model.Copy(), result);
    }
}
