namespace Rationale.Benchmarks;

/// <summary>Our side of a benchmark. The peer has a case of the same name.</summary>
public interface IBenchmarkCase
{
    /// <summary>Name, for example <c>rrr-784-50-30-10</c>: kind, then sizes from the input to the output.</summary>
    string Name { get; }

    /// <summary>Steps per measurement: enough for a few hundred milliseconds.</summary>
    int Steps { get; }

    /// <summary>The largest ratio that is asked for; not a number where none is.</summary>
    double Asked { get; }

    /// <summary>Names of the peer's configurations to try besides its threads: the best one is measured.</summary>
    IReadOnlyList<string> PeerNames { get; }

    /// <summary>The other side, where it is a program of ours and not PyTorch: gets a number of steps, gives microseconds per step.</summary>
    Func<int, double>? OwnPeer => null;

    /// <summary>What the times are of.</summary>
    string Unit => "us/step";

    /// <summary>Floating-point operations of one step, as scheduled: the optimizer's are not among them.</summary>
    long Operations { get; }

    /// <summary>Runs steps, after a warm-up of its own at the first call.</summary>
    /// <param name="steps">How many, at least 1.</param>
    /// <returns>Microseconds per step.</returns>
    double RunMicroseconds(int steps);
}
