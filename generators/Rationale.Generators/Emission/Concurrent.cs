using System.Runtime.ExceptionServices;

namespace Rationale.Generators.Emission;

/// <summary>Work on several processors, with results in the order of the items: what is written does not depend on who was first.</summary>
internal static class Concurrent
{
    /// <summary>The result for each item. What the first item that failed threw is thrown as it was.</summary>
    /// <param name="items">The items.</param>
    /// <param name="cancellationToken">Ends the work between two items.</param>
    /// <param name="selector">What is made of an item; it may be called on any thread.</param>
    public static IReadOnlyList<TResult> Select<T, TResult>(IReadOnlyList<T> items, CancellationToken cancellationToken, Func<T, TResult> selector)
    {
        var results = new TResult[items.Count];
        var failures = new Exception?[items.Count];
        Parallel.For(0, items.Count, new ParallelOptions { CancellationToken = cancellationToken }, index =>
        {
            try
            {
                results[index] = selector(items[index]);
            }
            catch (Exception exception)
            {
                failures[index] = exception;
            }
        });
        if (failures.FirstOrDefault(failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Capture(first).Throw();
        }

        return results;
    }
}
