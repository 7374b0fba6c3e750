namespace Rationale.Benchmarks.Generator;

/// <summary>Times of the processor: what the work takes on a machine that does nothing else, whatever this one does.</summary>
internal static class Clock
{
    /// <summary>Milliseconds of all threads of the process while an action runs.</summary>
    public static double Time(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
