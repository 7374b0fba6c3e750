using Rationale.Training;

namespace Rationale.Hosting;

/// <summary>Where a training of the application stands.</summary>
/// <remarks>Thread safety: any number of threads may read it while the training writes.</remarks>
public sealed class TrainingStatus
{
    private volatile TrainingProgress? _progress;
    private volatile TrainingResult? _result;
    private volatile Exception? _error;
    private volatile int _state;

    internal TrainingStatus(string name) => Name = name;

    /// <summary>The name of the model's class.</summary>
    public string Name { get; }

    /// <summary>What the training does.</summary>
    public TrainingState State => (TrainingState)_state;

    /// <summary>The last progress; null before there was any.</summary>
    public TrainingProgress? Progress => _progress;

    /// <summary>What the training did; null until it is complete.</summary>
    public TrainingResult? Result => _result;

    /// <summary>Why the training has failed; null where it has not.</summary>
    public Exception? Error => _error;

    internal void Begin() => _state = (int)TrainingState.Running;

    internal void Report(TrainingProgress progress) => _progress = progress;

    internal void Interrupt() => _state = (int)TrainingState.Interrupted;

    internal void Complete(TrainingResult result)
    {
        _result = result;
        _state = (int)TrainingState.Completed;
    }

    internal void Fail(Exception error)
    {
        _error = error;
        _state = (int)TrainingState.Failed;
    }
}

/// <summary>What a training of the application does.</summary>
public enum TrainingState
{
    /// <summary>It has not begun.</summary>
    Waiting,

    /// <summary>It loads its data or trains.</summary>
    Running,

    /// <summary>The application stops; the training continues at the next start.</summary>
    Interrupted,

    /// <summary>It is complete, and its weights are saved.</summary>
    Completed,

    /// <summary>It has ended with an error.</summary>
    Failed,
}
