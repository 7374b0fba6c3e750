namespace Rationale.Gpu.Execution;

/// <summary>Records the launches of a step, to be replayed in one call.</summary>
internal interface IStepRecorder
{
    /// <summary>Records what is launched; nothing of it runs.</summary>
    /// <param name="work">Launches.</param>
    /// <returns>What was recorded; null where the device cannot record it, and nothing has run then.</returns>
    IRecordedStep? TryRecord(Action work);
}

/// <summary>Launches that go to the device together.</summary>
internal interface IRecordedStep : IDisposable
{
    /// <summary>Runs them after what the stream was given before.</summary>
    void Launch();
}
