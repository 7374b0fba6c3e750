namespace Rationale.Data;

/// <summary>
/// Data too large for memory: each epoch is read anew as a sequence of blocks, every block a <see cref="Dataset"/>.
/// Streams are chained: <c>DatasetStream.FromCsv(…).Shuffle(seed).Prefetch(2)</c>.
/// </summary>
/// <remarks>Thread safety: several threads may read it, each with an enumeration of its own, as far as its source allows that; files and data in memory do.</remarks>
public abstract partial class DatasetStream
{
    /// <summary>Reads an epoch.</summary>
    /// <param name="epoch">From 1; decides the order where examples are shuffled.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DataFormatException">A file is damaged.</exception>
    public abstract IAsyncEnumerable<Dataset> ReadAsync(int epoch, CancellationToken cancellationToken = default);

    /// <summary>The stream with each block changed: standardized, annotated, …</summary>
    /// <param name="change">Makes the new block.</param>
    public DatasetStream Select(Func<Dataset, Dataset> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new SelectedStream(this, change);
    }

    /// <summary>Reads ahead on another thread, so that training need not wait. Cancellation and errors pass through; leaving the loop early stops the reading.</summary>
    /// <param name="blocks">Blocks to keep ready, at least 1.</param>
    public DatasetStream Prefetch(int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        return new PrefetchedStream(this, blocks);
    }

    /// <summary>Mixes the examples of neighboring blocks: so many blocks are held together, shuffled, and given out again in blocks of the first one's size.</summary>
    /// <param name="seed">With the epoch's number it decides the order.</param>
    /// <param name="blocks">Blocks held together, at least 1; 1 shuffles within each block.</param>
    public DatasetStream Shuffle(ulong seed, int blocks = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 1);
        return new ShuffledStream(this, seed, blocks);
    }

    /// <summary>The examples cut into blocks of one size, whatever the source's blocks; only the last may be smaller.</summary>
    /// <param name="examples">Examples per block, at least 1.</param>
    public DatasetStream Rebatch(int examples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        return new RebatchedStream(this, examples);
    }
}
