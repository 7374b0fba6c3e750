using Microsoft.Extensions.Logging;

namespace Rationale.Hosting;

/// <summary>What the services of this package log. Numbers stay what they are: alerts are set on them.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(101, LogLevel.Information, "Loaded {Model} from {Path}: {Parameters} parameters", EventName = "ModelLoaded")]
    public static partial void ModelLoaded(ILogger logger, string model, string path, int parameters);

    [LoggerMessage(102, LogLevel.Warning, "{Model} has random parameters until a training has written {Path}", EventName = "ModelWithoutWeights")]
    public static partial void ModelWithoutWeights(ILogger logger, string model, string path);

    [LoggerMessage(103, LogLevel.Information, "{Model} has new weights, from {Path}", EventName = "WeightsReplaced")]
    public static partial void WeightsReplaced(ILogger logger, string model, string path);

    [LoggerMessage(104, LogLevel.Error, "{Model} keeps its weights, because its file has changed and cannot be loaded", EventName = "WeightsRefused")]
    public static partial void WeightsRefused(ILogger logger, Exception exception, string model);

    [LoggerMessage(111, LogLevel.Information, "The training of {Model} begins or continues in {Folder}", EventName = "HostedTrainingStarted")]
    public static partial void TrainingStarted(ILogger logger, string model, string folder);

    [LoggerMessage(112, LogLevel.Information, "The training of {Model} has stopped after step {Step} because the application stops; it continues at the next start", EventName = "HostedTrainingInterrupted")]
    public static partial void TrainingInterrupted(ILogger logger, string model, long step);

    [LoggerMessage(113, LogLevel.Information, "The training of {Model} is complete after {Steps} steps; the weights are in {Path}", EventName = "HostedTrainingCompleted")]
    public static partial void TrainingCompleted(ILogger logger, string model, long steps, string path);

    [LoggerMessage(114, LogLevel.Error, "The training of {Model} has failed", EventName = "HostedTrainingFailed")]
    public static partial void TrainingFailed(ILogger logger, Exception exception, string model);
}
