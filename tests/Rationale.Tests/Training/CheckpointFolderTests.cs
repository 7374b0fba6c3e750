using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>One training for each folder, and folders that cannot be written are noticed before the first step.</summary>
public sealed class CheckpointFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_trainings_cannot_share_a_folder()
    {
        var options = new TrainingOptions { CheckpointFolder = _folder["run"] };
        using var first = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        using var second = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 2);
        using (var run = first.Runtime.PrepareTraining(Small.Blobs(20), options, cancellationToken: Token))
        {
            await run.StartAsync();
            var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => second.TrainAsync(Small.Blobs(20), options, cancellationToken: Token));
            Assert.Equal($"Another training that has not ended keeps its checkpoints in '{_folder["run"]}'; await it, or give this one a CheckpointFolder of its own.", refusal.Message);
            await second.TrainAsync(Small.Blobs(20), options with { CheckpointFolder = _folder["other"] }, cancellationToken: Token);
        }

        await second.TrainAsync(Small.Blobs(20), options, cancellationToken: Token);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_before_the_first_step()
    {
        await File.WriteAllTextAsync(_folder["file"], "not a folder", Token);
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        var before = model.Copy();
        foreach (var path in (string[])[_folder["file"], _folder[Path.Combine("file", "run")]])
        {
            var refusal = await Assert.ThrowsAsync<IOException>(() => model.TrainAsync(Small.Blobs(20), new TrainingOptions { CheckpointFolder = path }, cancellationToken: Token));
            Assert.StartsWith($"Checkpoints cannot be written to '{path}' (", refusal.Message, StringComparison.Ordinal);
        }

        var empty = await Assert.ThrowsAsync<ArgumentException>(() => model.TrainAsync(Small.Blobs(20), new TrainingOptions { CheckpointFolder = "" }, cancellationToken: Token));
        Assert.Equal("TrainingOptions.CheckpointFolder is empty; name a folder (\".\" for the current one), or leave it null to keep no checkpoints.", empty.Message);
        Assert.Equal(before, model.Copy());
    }
}
