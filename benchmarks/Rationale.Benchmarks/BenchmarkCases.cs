namespace Rationale.Benchmarks;

/// <summary>The cases of this program.</summary>
public static class BenchmarkCases
{
    /// <summary>Every case, in the order in which they are run. Made anew at each call, so that a case that is not asked for costs nothing.</summary>
    public static IReadOnlyList<IBenchmarkCase> All() => [];
}
