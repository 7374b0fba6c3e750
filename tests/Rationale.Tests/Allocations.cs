namespace Rationale.Tests;

/// <summary>What an action allocates on its thread.</summary>
internal static class Allocations
{
    /// <summary>The least of five counts: the runtime's count jumps where a collection, which tests beside this one may cause, takes the thread's buffer away.</summary>
    public static long Measure(Action action) => Enumerable.Range(0, 5).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
