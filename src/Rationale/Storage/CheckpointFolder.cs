using Rationale.Data;

namespace Rationale.Storage;

/// <summary>Where a training keeps its last and its best checkpoint, and its history.</summary>
/// <param name="path">The folder; created when something is saved.</param>
/// <remarks>Thread safety: one training writes to a folder at a time; reading is safe from any thread, because files are replaced whole.</remarks>
public sealed class CheckpointFolder(string path)
{
    /// <summary>The folder.</summary>
    public string FolderPath { get; } = path;

    /// <summary>The file of the latest checkpoint.</summary>
    public string LastPath { get; } = Path.Combine(path, "last.safetensors");

    /// <summary>The file of the checkpoint with the best metric.</summary>
    public string BestPath { get; } = Path.Combine(path, "best.safetensors");

    /// <summary>The file of the history, one JSON object per line.</summary>
    public string HistoryPath { get; } = Path.Combine(path, "history.jsonl");

    /// <summary>What the name of a file of an earlier run ends with.</summary>
    internal const string Previous = ".previous";

    /// <summary>The files of a run that is there.</summary>
    internal IReadOnlyList<string> Files => [.. new[] { LastPath, BestPath, HistoryPath }.Where(File.Exists)];

    /// <summary>Renames the files of a run that is there, so that none of them is taken for one of the next; those of the run before it are replaced.</summary>
    /// <exception cref="IOException">A file cannot be renamed.</exception>
    internal void SetAside()
    {
        var files = Files;

        // Without the last checkpoint the rest is what an interrupted renaming left, and what has been renamed belongs to it.
        if (files.Contains(LastPath))
        {
            foreach (var path in new[] { BestPath, HistoryPath })
            {
                File.Delete(path + Previous);
            }
        }

        foreach (var path in files)
        {
            File.Move(path, path + Previous, overwrite: true);
        }
    }

    /// <summary>Saves the latest checkpoint.</summary>
    /// <param name="checkpoint">What to save.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void SaveLast(Checkpoint checkpoint, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => checkpoint.Save(LastPath, progress, cancellationToken);

    /// <summary>Saves the best checkpoint.</summary>
    /// <param name="checkpoint">What to save.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void SaveBest(Checkpoint checkpoint, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => checkpoint.Save(BestPath, progress, cancellationToken);

    /// <summary>The latest checkpoint, or null where none has been saved.</summary>
    /// <param name="architecture">The architecture expected; null takes any.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    /// <exception cref="ArchitectureMismatchException">It belongs to another model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Checkpoint? LoadLast(string? architecture = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        File.Exists(LastPath) ? Checkpoint.Load(LastPath, architecture, progress, cancellationToken) : null;

    /// <summary>The best checkpoint, or null where none has been saved.</summary>
    /// <param name="architecture">The architecture expected; null takes any.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is damaged.</exception>
    /// <exception cref="ArchitectureMismatchException">It belongs to another model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Checkpoint? LoadBest(string? architecture = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        File.Exists(BestPath) ? Checkpoint.Load(BestPath, architecture, progress, cancellationToken) : null;
}
