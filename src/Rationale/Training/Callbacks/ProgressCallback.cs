namespace Rationale.Training.Callbacks;

/// <summary>Reports progress a few times a second and after each epoch.</summary>
internal sealed class ProgressCallback(IProgress<TrainingProgress> progress) : ITrainingCallback
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private TimeSpan _last;

    /// <inheritdoc/>
    public void OnStepEnd(TrainingContext training)
    {
        if (training.Elapsed - _last >= Interval)
        {
            var batches = training.BatchesPerEpoch;
            Report(training, batches < 0 ? double.NaN : Math.Min(1, (double)training.StepInEpoch / batches), epochEnded: false);
        }
    }

    /// <inheritdoc/>
    public void OnValidationProgress(TrainingContext training, double fraction)
    {
        if (training.Elapsed - _last >= Interval)
        {
            Report(training, 1, epochEnded: false, fraction);
        }
    }

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        Report(training, 1, epochEnded: true);
        return default;
    }

    private void Report(TrainingContext training, double fraction, bool epochEnded, double validated = double.NaN)
    {
        var (elapsed, batches, steps) = (training.Elapsed, training.BatchesPerEpoch, training.Step - training.FirstStep);
        _last = elapsed;
        progress.Report(new TrainingProgress
        {
            Epoch = training.Epoch,
            Epochs = training.Epochs,
            Step = training.Step,
            EpochFraction = fraction,
            EpochEnded = epochEnded,
            ValidationFraction = validated,
            Losses = training.Losses,
            Metrics = training.Metrics,
            Warnings = training.Warnings,
            Elapsed = elapsed,
            Remaining = batches < 0 || steps == 0 ? null : elapsed / steps * Math.Max(0, ((long)training.Epochs * batches) - training.Step),
            ExamplesPerSecond = training.Examples / Math.Max(1e-9, elapsed.TotalSeconds),
        });
    }
}
