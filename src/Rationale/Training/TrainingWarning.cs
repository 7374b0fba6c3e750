namespace Rationale.Training;

/// <summary>Something about a training that is allowed but rarely meant.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Message">What was found and what to do about it.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TrainingWarning(TrainingWarningKind Kind, string Message)
{
    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
