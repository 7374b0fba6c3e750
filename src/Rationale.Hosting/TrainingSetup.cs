using Rationale.Data;
using Rationale.Training;

namespace Rationale.Hosting;

/// <summary>What a training of the application learns from.</summary>
/// <param name="Train">The examples.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TrainingSetup(Dataset Train)
{
    /// <summary>Validation data, coefficients, schedules, callbacks: all that the configuration does not say. Folder, resuming and logger are set by the service.</summary>
    /// <value>The default is what the model's attributes say.</value>
    public TrainingOptions Options { get; init; } = new();
}
