using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Storage;
using Rationale.Tests.Models;
using Rationale.Training;

namespace Rationale.Tests.Training;

/// <summary>A training without Resume in a folder that has a run loses nothing of it and mixes nothing with it.</summary>
public sealed class EarlierRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Dataset Data = Small.Blobs(24);

    private static readonly ModelSpecification Specification = Small.Mlp(4, Small.Classes(3));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TrainingOptions Options => new() { Epochs = 2, CheckpointFolder = _folder["run"] };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_files_of_the_earlier_run_are_renamed_and_a_warning_says_so()
    {
        Assert.Empty((await TrainAsync(Options with { Epochs = 3, Validation = Data })).Warnings);
        var (last, best, history) = (Read("last.safetensors"), Read("best.safetensors"), Read("history.jsonl"));
        Assert.Equal(
            [
                new TrainingWarning(
                    TrainingWarningKind.ReplacesRun,
                    $"'{_folder["run"]}' has an earlier run (last.safetensors, best.safetensors, history.jsonl), whose files are renamed to end with .previous when this training saves its first; "
                    + "set Resume to go on with the earlier run, or give this one a CheckpointFolder of its own."),
            ],
            (await TrainAsync(Options)).Warnings);
        Assert.Equal(last, Read("last.safetensors.previous"));
        Assert.Equal(best, Read("best.safetensors.previous"));
        Assert.Equal(history, Read("history.jsonl.previous"));

        // The new run has no validation, so that nothing may look like its best checkpoint.
        Assert.Equal(["history.jsonl", "last.safetensors"], Names().Where(name => !name.EndsWith(".previous", StringComparison.Ordinal)));
        Assert.Equal(2, History.Read(Path("history.jsonl")).Count);

        // Only one earlier run is kept, whole: the best checkpoint of the first is not one of the second.
        last = Read("last.safetensors");
        await TrainAsync(Options);
        Assert.Equal(last, Read("last.safetensors.previous"));
        Assert.DoesNotContain("best.safetensors.previous", Names());
    }

    [Fact]
    public async Task The_renamed_run_goes_on_under_its_old_names()
    {
        await TrainAsync(Options);
        await TrainAsync(Options);
        foreach (var name in (string[])["last.safetensors", "history.jsonl"])
        {
            File.Move(Path(name + ".previous"), Path(name), overwrite: true);
        }

        var result = await TrainAsync(Options with { Epochs = 3, Resume = true });
        Assert.Empty(result.Warnings);
        Assert.Equal([1, 2, 3], result.History.Select(record => record.Epoch));
    }

    [Fact]
    public async Task Files_that_an_interrupted_renaming_left_join_those_that_it_had_renamed()
    {
        await TrainAsync(Options with { Validation = Data });
        var (last, best) = (Read("last.safetensors"), Read("best.safetensors"));
        File.Move(Path("last.safetensors"), Path("last.safetensors.previous"));
        await TrainAsync(Options with { Resume = true });
        Assert.Equal(last, Read("last.safetensors.previous"));
        Assert.Equal(best, Read("best.safetensors.previous"));
        Assert.DoesNotContain("best.safetensors", Names());
    }

    private string Path(string name) => System.IO.Path.Combine(_folder["run"], name);

    private byte[] Read(string name) => File.ReadAllBytes(Path(name));

    private IEnumerable<string> Names() => Directory.EnumerateFiles(_folder["run"]).Select(file => System.IO.Path.GetFileName(file)!).Where(name => name != "training.lock").Order(StringComparer.Ordinal);

    private static async Task<TrainingResult> TrainAsync(TrainingOptions options)
    {
        using var model = Model.Interpret(Specification, seed: 1);
        return await model.TrainAsync(Data, options, cancellationToken: Token);
    }
}
