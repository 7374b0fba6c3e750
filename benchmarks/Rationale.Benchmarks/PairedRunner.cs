using System.Diagnostics;

namespace Rationale.Benchmarks;

/// <summary>Measures ours and the peer in turns, A B A B, so that whatever else the machine does meets both alike.</summary>
/// <param name="peers">Living peers, of which each case has the fastest: one, or as many as ways to limit it.</param>
/// <param name="pairs">Pairs per case.</param>
/// <param name="peak">Operations a second of the machine's matrix product.</param>
/// <param name="unlimitedPeer">Another peer with all instructions of the machine, where the others are limited to those of this process.</param>
public sealed class PairedRunner(IReadOnlyList<PeerProcess> peers, int pairs, double peak, PeerProcess? unlimitedPeer = null)
{
    private const int Trials = 3;

    /// <summary>The runtime replaces its first, slow code in the background, by code of two kinds in turn: within this time, for steps of any length.</summary>
    private const double WarmUpSeconds = 2;
    private static readonly int[] PeerThreads = [1, 2];

    /// <summary>Measures one case.</summary>
    /// <param name="benchmark">Our side.</param>
    public BenchmarkResult Measure(IBenchmarkCase benchmark)
    {
        var (peer, name, threads) = benchmark.OwnPeer is null ? BestConfiguration(benchmark, peers) : (peers[0], "", 0);
        var (_, unlimitedName, unlimitedThreads) = unlimitedPeer is null ? (peer, "", 0) : BestConfiguration(benchmark, [unlimitedPeer]);
        WarmUp(benchmark);
        var (ours, theirs, unlimitedTheirs) = (new double[pairs], new double[pairs], new double[pairs]);
        for (var i = 0; i < pairs; i++)
        {
            ours[i] = benchmark.RunMicroseconds(benchmark.Steps);
            theirs[i] = benchmark.OwnPeer?.Invoke(benchmark.Steps) ?? peer.RunMicroseconds(name, benchmark.Steps, threads);
            unlimitedTheirs[i] = unlimitedPeer?.RunMicroseconds(unlimitedName, benchmark.Steps, unlimitedThreads) ?? double.NaN;
        }

        var ratio = Median(ours.Zip(theirs, (a, b) => a / b));
        return new BenchmarkResult(benchmark.Name, Median(ours), Median(theirs), ratio, benchmark.Unit)
        {
            Asked = double.IsNaN(benchmark.Asked) ? null : benchmark.Asked,
            Operations = benchmark.Operations,
            GemmShare = benchmark.Operations / peak / (Median(ours) * 1e-6),
            PeerInstructions = unlimitedPeer is null ? null : peer.Instructions.Name,
            UnlimitedPeer = unlimitedPeer is null ? null : Median(unlimitedTheirs),
            UnlimitedRatio = unlimitedPeer is null ? null : Median(ours.Zip(unlimitedTheirs, (a, b) => a / b)),
        };
    }

    /// <summary>Runs our side until what is measured is the code that a training runs after its first seconds: ten steps of some milliseconds are over before that.</summary>
    private static void WarmUp(IBenchmarkCase benchmark)
    {
        var clock = Stopwatch.StartNew();
        do
        {
            benchmark.RunMicroseconds(benchmark.Steps);
        }
        while (clock.Elapsed.TotalSeconds < WarmUpSeconds);
    }

    /// <summary>The peer, the layout and the thread count that are fastest: ours is compared with the peer at its best.</summary>
    /// <param name="benchmark">Our side, for its names and steps.</param>
    /// <param name="peers">The living peers.</param>
    private static (PeerProcess Peer, string Name, int Threads) BestConfiguration(IBenchmarkCase benchmark, IReadOnlyList<PeerProcess> peers)
    {
        var steps = Math.Max(1, benchmark.Steps / 4);
        var configurations = peers.SelectMany(_ => benchmark.PeerNames, (peer, name) => (Peer: peer, Name: name)).SelectMany(_ => PeerThreads, (one, threads) => (one.Peer, one.Name, Threads: threads)).ToList();
        var trials = Enumerable.Range(0, Trials).SelectMany(_ => configurations)
            .Select(configuration => (Configuration: configuration, Time: configuration.Peer.RunMicroseconds(configuration.Name, steps, configuration.Threads))).ToList();
        return configurations.MinBy(configuration => Median(trials.Where(trial => trial.Configuration == configuration).Select(trial => trial.Time)));
    }

    /// <summary>The middle of numbers, or the mean of the middle two.</summary>
    /// <param name="numbers">At least one number.</param>
    public static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
