using Microsoft.Extensions.Logging;

namespace Rationale.Training.Callbacks;

/// <summary>Logs the figures of each epoch.</summary>
internal sealed class LogCallback(ILogger logger) : ITrainingCallback
{
    /// <inheritdoc/>
    public ValueTask OnEpochEndAsync(TrainingContext training)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var figures = training.History[^1].Losses.Concat(training.Metrics.Select(metric => KeyValuePair.Create($"validation {metric.Key}", metric.Value)));
            TrainingLog.EpochEnded(logger, training.Epoch, FigureText.Format(figures));
        }

        return default;
    }
}
