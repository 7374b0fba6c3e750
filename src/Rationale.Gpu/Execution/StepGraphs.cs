namespace Rationale.Gpu.Execution;

/// <summary>
/// Steps that were recorded: the launches of a step go to the device in one call. A step of a new kind runs plainly a few times first, because whatever it compiles or takes memory for cannot be recorded. Where the
/// device cannot record, steps run plainly.
/// </summary>
/// <param name="recorder">Who records; null where nobody can.</param>
internal sealed class StepGraphs(IStepRecorder? recorder)
{
    private const int PlainRuns = 2;

    private readonly Dictionary<object, (int Runs, IRecordedStep? Step)> _known = [];
    private IStepRecorder? _recorder = recorder;

    /// <summary>Runs a step, recorded where it can be.</summary>
    /// <param name="kind">Equal for steps of the same launches.</param>
    /// <param name="step">Launches, on the stream.</param>
    public void Run(object kind, Action step)
    {
        var (runs, recorded) = _known.GetValueOrDefault(kind);
        if (recorded is null && _recorder is not null && runs >= PlainRuns)
        {
            recorded = _recorder.TryRecord(step);
            _recorder = recorded is null ? null : _recorder;
        }

        if (recorded is not null)
        {
            recorded.Launch();
        }
        else
        {
            step();
        }

        _known[kind] = (runs + 1, recorded);
    }

    /// <summary>Forgets what was recorded, whose memory may be gone.</summary>
    public void Clear()
    {
        foreach (var (_, recorded) in _known.Values)
        {
            recorded?.Dispose();
        }

        _known.Clear();
    }
}
