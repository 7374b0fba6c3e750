using Rationale.Data;
using Rationale.Execution;

namespace Rationale.Training;

/// <summary>Where the batches of a training come from.</summary>
internal abstract class BatchSource : IDisposable
{
    /// <summary>Examples of an epoch; −1 where they are not known.</summary>
    public abstract long ExamplesPerEpoch { get; }

    /// <summary>Batches of an epoch; −1 where they are not known.</summary>
    public abstract int BatchesPerEpoch { get; }

    /// <summary>Blocks of the epoch so far that are cut into batches each for itself, and examples of the largest; none where all examples are together.</summary>
    public virtual (int Count, int Largest) Blocks => default;

    /// <summary>Data to look at before the first step: for checks, and for the automatic weight.</summary>
    public abstract ValueTask<Dataset> SampleAsync(CancellationToken cancellationToken);

    /// <summary>Fixes how batches are cut and which inputs they have.</summary>
    public abstract void Prepare(ProgramLayout layout, TrainingPlan plan, ExampleWeighting weighting);

    /// <summary>Enters an epoch.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="skip">Batches that an earlier run made already.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public abstract ValueTask StartEpochAsync(int epoch, int skip, CancellationToken cancellationToken);

    /// <summary>The next batch of the epoch, or null at its end.</summary>
    public abstract ValueTask<IBatch<float>?> NextAsync();

    /// <summary>Where the order of the examples stands, as a checkpoint keeps it; null where there is nothing to keep.</summary>
    public virtual BatchOrderState? OrderAt(int epoch, int nextBatch) => null;

    /// <summary>Tells the data apart from others; null where they cannot be read twice alike.</summary>
    public virtual string? Fingerprint() => null;

    /// <summary>Refuses a checkpoint that was made with other data or another order.</summary>
    public virtual void CheckOrder(BatchOrderState? saved)
    {
    }

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
