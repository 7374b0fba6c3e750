using Rationale.Data;
using Rationale.Models;
using Rationale.Randomness;

namespace Rationale.Storage;

/// <summary>Everything that a training needs to continue as if it had never stopped, in one safetensors file.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record Checkpoint
{
    /// <summary>What the model is, as text: two models whose parameters may be exchanged have the same.</summary>
    public required string Architecture { get; init; }

    /// <summary>The parameters, under the names that Python sees.</summary>
    public required IReadOnlyList<NamedTensor> Parameters { get; init; }

    /// <summary>The optimizer's arrays (moments and the like), each under a name unique among them.</summary>
    /// <value>The default is none.</value>
    public IReadOnlyList<NamedTensor> OptimizerState { get; init; } = [];

    /// <summary>Updates that the optimizer has made.</summary>
    public long OptimizerStep { get; init; }

    /// <summary>The epoch in progress, from 1.</summary>
    public int Epoch { get; init; } = 1;

    /// <summary>Steps made in that epoch.</summary>
    public int StepInEpoch { get; init; }

    /// <summary>The state of each generator in use, by name.</summary>
    public IReadOnlyDictionary<string, RandomState> RandomStates { get; init; } = new Dictionary<string, RandomState>();

    /// <summary>Where the order of the examples stands.</summary>
    public BatchOrderState? Order { get; init; }

    /// <summary>The best value of the watched metric so far; not a number where there is none yet.</summary>
    public double BestMetric { get; init; } = double.NaN;

    /// <summary>The epoch of <see cref="BestMetric"/>, from 1; 0 where there is none yet.</summary>
    public int BestEpoch { get; init; }

    /// <summary>Records that the history holds at this point; later ones are cut off on resuming.</summary>
    public int HistoryLength { get; init; }

    /// <summary>What callbacks and schedules remember, as text by name.</summary>
    public IReadOnlyDictionary<string, string> States { get; init; } = new Dictionary<string, string>();

    /// <summary>What the training was asked to do, for people and for comparing.</summary>
    public IReadOnlyDictionary<string, string> Hyperparameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What the model knows beside its parameters, as the files of its parameters have it: names of features and classes, preprocessing and decision threshold.</summary>
    /// <value>The default is nothing.</value>
    public IReadOnlyDictionary<string, string> Manifest { get; init; } = new Dictionary<string, string>();

    /// <summary>Saves to a file, whole or not at all.</summary>
    /// <param name="path">Where.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var (tensors, metadata) = CheckpointFormat.Encode(this);
        Safetensors.Write(path, tensors, metadata, progress, cancellationToken);
    }

    /// <summary>Loads from a file, bit for bit what was saved.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="architecture">The architecture expected; null takes any.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DataFormatException">The file is damaged, or no checkpoint.</exception>
    /// <exception cref="ArchitectureMismatchException">It belongs to another model; the message names both.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Checkpoint Load(string path, string? architecture = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        var checkpoint = CheckpointFormat.Decode(SafetensorsFile.Read(path, progress, cancellationToken), path);
        if (architecture is not null && ArchitectureText.Upgrade(checkpoint.Architecture) != architecture)
        {
            throw new ArchitectureMismatchException(path, checkpoint.Architecture, architecture);
        }

        return checkpoint;
    }
}
