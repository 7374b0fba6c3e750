namespace Rationale.Benchmarks;

/// <summary>Our side of a benchmark. The peer has a case of the same name.</summary>
public interface IBenchmarkCase
{
    /// <summary>Name, for example <c>rrr-784-50-30-10</c>: kind, then sizes from the input to the output.</summary>
    string Name { get; }

    /// <summary>Steps per measurement: enough for a few hundred milliseconds.</summary>
    int Steps { get; }

    /// <summary>Runs steps, after a warm-up of its own at the first call.</summary>
    /// <param name="steps">How many, at least 1.</param>
    /// <returns>Microseconds per step.</returns>
    double RunMicroseconds(int steps);
}
