using System.Diagnostics;
using Rationale.Kernels;

namespace Rationale.Benchmarks;

/// <summary>What the machine can do in single-precision matrix products: the limit that a training step is held against.</summary>
public static class GemmPeak
{
    private const int Rows = 240;
    private const int Inner = 512;
    private const int Columns = 512;
    private const int PeerSize = 1024;
    private const int PeerSteps = 10;
    private const int Trials = 5;

    /// <summary>The better of our product on every core and the peer's at its best, each the best of several runs: whatever disturbs only slows down.</summary>
    /// <param name="peers">The living peers.</param>
    /// <returns>Operations a second.</returns>
    public static double Measure(IReadOnlyList<PeerProcess> peers) => Math.Max(Ours(Environment.ProcessorCount), peers.Max(peer => peer.ProductSpeed));

    /// <summary>Measures the peer's product on one and on two threads.</summary>
    /// <param name="peer">The living peer.</param>
    /// <returns>Operations a second of the better.</returns>
    public static double OfPeer(PeerProcess peer)
    {
        var microseconds = Enumerable.Range(0, Trials).SelectMany(_ => new[] { 1, 2 })
            .Min(threads => peer.RunMicroseconds($"gemm-{PeerSize}", PeerSteps, threads));
        return 2.0 * PeerSize * PeerSize * PeerSize / microseconds * 1e6;
    }

    /// <summary>Our product over packed panels, one on each of several threads.</summary>
    /// <param name="threads">Number of threads.</param>
    /// <returns>Operations a second of all together.</returns>
    public static double Ours(int threads)
    {
        // The runtime replaces its first, slow code in the background; a run that is long enough forgets that.
        var best = 0.0;
        for (var trial = 0; trial < Trials; trial++)
        {
            var speeds = new double[threads];
            var pool = Enumerable.Range(0, threads).Select(index => new Thread(() => speeds[index] = OneThread())).ToList();
            pool.ForEach(thread => thread.Start());
            pool.ForEach(thread => thread.Join());
            best = Math.Max(best, speeds.Sum());
        }

        return best;
    }

    private static double OneThread()
    {
        float[] a = new float[Rows * Inner], packed = new float[GemmKernels.PackedLength(Inner, Columns)], c = new float[Rows * Columns];
        Array.Fill(a, 0.5f);
        Array.Fill(packed, 0.5f);
        var (clock, best) = (Stopwatch.StartNew(), double.MaxValue);
        while (clock.ElapsedMilliseconds < 300)
        {
            var start = Stopwatch.GetTimestamp();
            GemmKernels.MultiplyPacked<float>(a, packed, c, Rows, Inner, Columns, false);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return 2.0 * Rows * Inner * Columns / best;
    }
}
