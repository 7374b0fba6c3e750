using Rationale.Graph.Models;

namespace Rationale.Benchmarks.Eager;

/// <summary>TorchSharp's autograd at its best: the faster optimizer at the faster number of threads, which the first measurement finds.</summary>
/// <param name="create">The specification of the model.</param>
/// <param name="batch">Examples of a step.</param>
internal sealed class EagerPeer(Func<ModelSpecification> create, int batch)
{
    private const int Trials = 3;

    private Func<int, double>? _best;

    /// <summary>Runs steps in the best configuration.</summary>
    /// <param name="steps">How many.</param>
    /// <returns>Microseconds per step.</returns>
    public double RunMicroseconds(int steps) => (_best ??= FindBest(steps))(steps);

    private Func<int, double> FindBest(int steps)
    {
        var model = create();
        EagerStep[] optimizers = [new(model, batch, fused: true), new(model, batch, fused: false)];
        Func<int, double>[] configurations = [.. optimizers.SelectMany(_ => new[] { 1, 2 }, (step, threads) => (Func<int, double>)(count => step.RunMicroseconds(count, threads)))];
        var times = configurations.ToDictionary(run => run, _ => new List<double>());
        for (var trial = 0; trial <= Trials; trial++)
        {
            foreach (var run in configurations)
            {
                times[run].Add(run(Math.Max(1, steps / 4)));
            }
        }

        // The first trial compiles code.
        return configurations.MinBy(run => PairedRunner.Median(times[run].Skip(1)))!;
    }
}
