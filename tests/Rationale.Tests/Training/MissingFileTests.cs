using Rationale.Data;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A folder from which a file was taken away is noticed when a training resumes, and stays as it is.</summary>
public sealed class MissingFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(40);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TrainingOptions Options => new() { Epochs = 4, Validation = Data, CheckpointFolder = _folder["run"], EarlyStopping = new EarlyStopping { Patience = 9 } };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("history.jsonl", " is missing, but the checkpoint beside it was saved after 2 epochs of it; put the file back, or train anew without Resume.")]
    [InlineData("best.safetensors", " is missing, but the checkpoint beside it says that epoch 2 was best so far, whose parameters EarlyStopping.RestoreBest may have to put back; put the file back, set RestoreBest to false, or train anew without Resume.")]
    public async Task A_missing_file_is_named_before_anything_changes(string file, string reason)
    {
        using var model = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
        await model.TrainAsync(Data, Options with { Epochs = 2 }, cancellationToken: Token);
        var path = Path.Combine(_folder["run"], file);
        File.Move(path, _folder["away"]);
        var (before, files) = (model.Copy(), Files());
        var exception = await Assert.ThrowsAsync<DataFormatException>(() => model.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token));
        Assert.Equal(path + reason, exception.Message);
        Assert.Equal(before, model.Copy());
        Assert.Equal(files, Files());

        // Each advice is followed.
        if (file.StartsWith("best", StringComparison.Ordinal))
        {
            using var without = Model.Interpret(Small.Mlp(4, Small.Classes(3)), seed: 1);
            Assert.Equal(3, (await without.TrainAsync(Data, Options with { Epochs = 3, Resume = true, EarlyStopping = new EarlyStopping { Patience = 9, RestoreBest = false } }, cancellationToken: Token)).History.Count);
        }

        File.Move(_folder["away"], path, overwrite: true);
        Assert.Equal(4, (await model.TrainAsync(Data, Options with { Resume = true }, cancellationToken: Token)).History.Count);
        Assert.Equal(4, (await model.TrainAsync(Data, Options, cancellationToken: Token)).History.Count);
    }

    [Fact]
    public void A_history_that_is_continued_from_nothing_may_be_missing()
    {
        using (var writer = HistoryWriter.Resume(_folder["new.jsonl"], 0))
        {
            writer.Append(new HistoryRecord { Epoch = 1 });
        }

        Assert.Equal(1, Assert.Single(History.Read(_folder["new.jsonl"])).Epoch);
        Assert.Throws<DataFormatException>(() => HistoryWriter.Resume(Path.Combine(_folder["none"], "h.jsonl"), 1));
        Assert.False(Directory.Exists(_folder["none"]));
    }

    private string[] Files() => [.. Directory.GetFiles(_folder["run"]).Order(StringComparer.Ordinal)];
}
