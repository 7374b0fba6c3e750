namespace Rationale.Gpu.Execution;

/// <summary>
/// Launches of the emulated device that are noted instead of run, and run when the tape is played: what a CUDA graph does, with the arguments of the recording. Tests see by it whether a step is told anything that
/// changes from step to step, and how many launches it has.
/// </summary>
internal sealed class LaunchTape : IStepRecorder
{
    [ThreadStatic]
    private static List<Action>? _noted;

    /// <summary>How many launches each recording has.</summary>
    public List<int> Recordings { get; } = [];

    /// <summary>How often recordings were played.</summary>
    public int Played { get; private set; }

    /// <summary>Runs a launch, or notes it where this thread records.</summary>
    public static void Run(Action launch)
    {
        if (_noted is { } noted)
        {
            noted.Add(launch);
        }
        else
        {
            launch();
        }
    }

    /// <inheritdoc/>
    public IRecordedStep? TryRecord(Action work)
    {
        var noted = _noted = [];
        try
        {
            work();
        }
        finally
        {
            _noted = null;
        }

        Recordings.Add(noted.Count);
        return new Recording(this, noted);
    }

    private sealed class Recording(LaunchTape tape, List<Action> launches) : IRecordedStep
    {
        public void Launch()
        {
            tape.Played++;
            launches.ForEach(launch => launch());
        }

        public void Dispose() => launches.Clear();
    }
}
