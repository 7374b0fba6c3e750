using Microsoft.Extensions.Logging;

namespace Rationale.Training;

/// <summary>What trainings log.</summary>
internal static partial class TrainingLog
{
    [LoggerMessage(1, LogLevel.Information, "Training {Model}: {Examples} examples, {Epochs} epochs, batches of {BatchSize}, {Workers} workers, tiles of {TileSize} examples", EventName = "TrainingStarted")]
    public static partial void Started(ILogger logger, string model, string examples, int epochs, int batchSize, int workers, int tileSize);

    [LoggerMessage(2, LogLevel.Information, "Resumed {Model} at epoch {Epoch}, step {Step}", EventName = "TrainingResumed")]
    public static partial void Resumed(ILogger logger, string model, int epoch, long step);

    [LoggerMessage(3, LogLevel.Information, "The ratio rule chose {Value} for the coefficient {Coefficient}", EventName = "CoefficientChosen")]
    public static partial void CoefficientChosen(ILogger logger, string coefficient, double value);

    [LoggerMessage(4, LogLevel.Information, "Epoch {Epoch}: {Figures}", EventName = "EpochEnded")]
    public static partial void EpochEnded(ILogger logger, int epoch, string figures);

    [LoggerMessage(5, LogLevel.Information, "Stopped after epoch {Epoch}: no improvement since epoch {BestEpoch}", EventName = "TrainingStoppedEarly")]
    public static partial void StoppedEarly(ILogger logger, int epoch, int bestEpoch);

    [LoggerMessage(6, LogLevel.Warning, "{Kind}: {Warning}", EventName = "TrainingWarning")]
    public static partial void Warned(ILogger logger, TrainingWarningKind kind, string warning);

    [LoggerMessage(7, LogLevel.Information, "{Model} declares no weights of examples, so that this training is interpreted, to the same bits; TakesWeights = true on its [Classifier] or [Regressor] compiles it", EventName = "TrainingInterpreted")]
    public static partial void Interpreted(ILogger logger, string model);
}
