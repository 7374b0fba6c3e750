namespace Rationale.Benchmarks;

/// <summary>
/// Bytes that a step holds at its peak beyond data, parameters and optimizer state. Ours: the growth of the managed heap by preparing and running a step,
/// all arenas, panels, accumulators and gradients included. The peer's: the largest sum of its live tensors, see step_bytes in rrr_peer.py.
/// </summary>
public static class StepMemory
{
    /// <summary>The ratio that is asked for.</summary>
    public const double Asked = 0.25;

    /// <summary>Measures both sides.</summary>
    /// <param name="benchmark">Our side.</param>
    /// <param name="python">The interpreter that has torch.</param>
    public static BenchmarkResult Measure(StepCase benchmark, string python)
    {
        double ours = benchmark.StepBytes(), theirs = PeerProcess.StepBytes(python, benchmark.Name);
        return new BenchmarkResult(NameOf(benchmark), ours / 1024, theirs / 1024, ours / theirs, "KiB") { Asked = Asked };
    }

    /// <summary>Name of the row: the sizes, without what kind of step it is.</summary>
    /// <param name="benchmark">Our side.</param>
    public static string NameOf(IBenchmarkCase benchmark) => benchmark.Name.Replace("rrr-", "memory-", StringComparison.Ordinal);
}
