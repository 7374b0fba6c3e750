using System.Collections.Immutable;
using System.Diagnostics;

namespace Rationale.Training.Callbacks;

/// <summary>Reports progress a few times a second and after each epoch.</summary>
internal sealed class ProgressCallback(IProgress<TrainingProgress> progress) : ITrainingCallback
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _last = Stopwatch.GetTimestamp();

    private bool IsDue => Stopwatch.GetElapsedTime(_last) >= Interval;

    /// <inheritdoc/>
    public void OnPreparationProgress(TrainingContext training, double fraction)
    {
        if (IsDue)
        {
            Report(training, report => report with { PreparationFraction = fraction, Losses = ImmutableDictionary<string, double>.Empty });
        }
    }

    /// <inheritdoc/>
    public void OnStepEnd(TrainingContext training)
    {
        if (IsDue)
        {
            Report(training, report => report with { EpochFraction = ShareOfEpoch(training) });
        }
    }

    /// <inheritdoc/>
    public void OnValidationProgress(TrainingContext training, double fraction)
    {
        if (IsDue)
        {
            Report(training, report => report with { EpochFraction = 1, ValidationFraction = fraction });
        }
    }

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        Report(training, report => report with { EpochFraction = 1, EpochEnded = true });
        return default;
    }

    /// <inheritdoc/>
    public void OnCheckpointProgress(TrainingContext training, double fraction)
    {
        if (IsDue)
        {
            Report(training, report => report with { EpochFraction = ShareOfEpoch(training), CheckpointFraction = fraction });
        }
    }

    /// <inheritdoc/>
    public void OnRestorationProgress(TrainingContext training, double fraction)
    {
        if (IsDue)
        {
            Report(training, report => report with { EpochFraction = 1, RestorationFraction = fraction });
        }
    }

    private static double ShareOfEpoch(TrainingContext training) =>
        training.BatchesPerEpoch < 0 ? double.NaN : Math.Min(1, (double)training.StepInEpoch / training.BatchesPerEpoch);

    private void Report(TrainingContext training, Func<TrainingProgress, TrainingProgress> complete)
    {
        var (elapsed, batches, steps) = (training.Elapsed, training.BatchesPerEpoch, training.Step - training.FirstStep);
        _last = Stopwatch.GetTimestamp();
        progress.Report(complete(new TrainingProgress
        {
            Epoch = training.Epoch,
            Epochs = training.Epochs,
            Step = training.Step,
            EpochFraction = 0,
            EpochEnded = false,
            Losses = training.Losses,
            Metrics = training.Metrics,
            Warnings = training.Warnings,
            Elapsed = elapsed,
            Remaining = batches < 0 || steps == 0 ? null : elapsed / steps * Math.Max(0, ((long)training.Epochs * batches) - training.Step),
            ExamplesPerSecond = training.Examples / Math.Max(1e-9, elapsed.TotalSeconds),
        }));
    }
}
