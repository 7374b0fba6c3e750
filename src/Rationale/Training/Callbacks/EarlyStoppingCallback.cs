using Microsoft.Extensions.Logging;

namespace Rationale.Training.Callbacks;

/// <summary>Stops a training whose validation has not got better for long enough.</summary>
internal sealed class EarlyStoppingCallback(EarlyStopping settings, ILogger logger) : ITrainingCallback
{
    /// <inheritdoc/>
    public ValueTask OnTrainingBeginAsync(TrainingContext training)
    {
        // A training that had stopped stays stopped when it is resumed.
        if (training.StepInEpoch == 0 && IsOver(training))
        {
            training.Stop();
        }

        return default;
    }

    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        if (IsOver(training))
        {
            training.Stop();
            TrainingLog.StoppedEarly(logger, training.Epoch, training.BestEpoch);
        }

        return default;
    }

    private bool IsOver(TrainingContext training) => training.Epoch - training.BestEpoch >= settings.Patience;
}
