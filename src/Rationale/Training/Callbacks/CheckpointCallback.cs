using Rationale.Storage;

namespace Rationale.Training.Callbacks;

/// <summary>Saves the last checkpoint after each epoch, and the best one where validation got better.</summary>
/// <param name="folder">Where.</param>
/// <param name="state">Everything that a checkpoint keeps, as it is now.</param>
/// <param name="beforeFile">Called before something is written.</param>
internal sealed class CheckpointCallback(CheckpointFolder folder, Func<Checkpoint> state, Action beforeFile) : ITrainingCallback
{
    /// <summary>Told how far the writing is, and about each checkpoint saved.</summary>
    public CallbackList? Listeners { get; set; }

    /// <inheritdoc/>
    public async ValueTask OnEpochEndAsync(TrainingContext training)
    {
        if (training.BestEpoch == training.Epoch)
        {
            beforeFile();
            folder.SaveBest(state(), Listeners!.Checkpointing);
        }

        await Listeners!.SaveAsync().ConfigureAwait(false);
    }

    /// <summary>Saves the last checkpoint.</summary>
    /// <param name="progress">Told the share that is written.</param>
    /// <returns>The file.</returns>
    public string Save(IProgress<double>? progress)
    {
        beforeFile();
        folder.SaveLast(state(), progress);
        return folder.LastPath;
    }
}
