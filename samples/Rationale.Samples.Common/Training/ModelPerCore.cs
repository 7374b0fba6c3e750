namespace Rationale.Samples;

/// <summary>
/// Many small trainings at once, one on each core: a network of a few thousand parameters gains more from that than from workers that share its batch.
/// Each gives the same bits however many run beside it.
/// </summary>
public static class ModelPerCore
{
    /// <summary>Runs some work several times.</summary>
    /// <param name="count">How often.</param>
    /// <param name="work">The work, told which of them it is; it passes its models through <see cref="Single{T}"/>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What the work returned, in order.</returns>
    public static async Task<T[]> RunAsync<T>(int count, Func<int, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var results = new T[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, options, async (i, cancellation) => results[i] = await work(i, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        return results;
    }

    /// <summary>Keeps a model to one core.</summary>
    /// <param name="model">A model that has not been used yet.</param>
    /// <returns>The same model.</returns>
    public static T Single<T>(T model)
        where T : IModel
    {
        model.Workers = 1;
        return model;
    }
}
