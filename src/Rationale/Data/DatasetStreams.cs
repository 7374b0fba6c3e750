using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Rationale.Randomness;

namespace Rationale.Data;

internal sealed class SourceStream(Func<int, CancellationToken, IAsyncEnumerable<Dataset>> read) : DatasetStream
{
    public override IAsyncEnumerable<Dataset> ReadAsync(int epoch, CancellationToken cancellationToken = default) => read(epoch, cancellationToken);
}

internal sealed class SelectedStream(DatasetStream source, Func<Dataset, Dataset> change) : DatasetStream
{
    public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var block in source.ReadAsync(epoch, cancellationToken).ConfigureAwait(false))
        {
            yield return change(block);
        }
    }
}

internal sealed class RebatchedStream(DatasetStream source, int examples) : DatasetStream
{
    public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var waiting = new List<Dataset>();
        var count = 0;
        await foreach (var block in source.ReadAsync(epoch, cancellationToken).ConfigureAwait(false))
        {
            waiting.Add(block);
            count += block.Count;
            if (count < examples)
            {
                continue;
            }

            var all = Dataset.Concat(waiting);
            waiting.Clear();
            var cut = 0;
            for (; count >= examples; count -= examples, cut += examples)
            {
                yield return all.Skip(cut).Take(examples);
            }

            if (count > 0)
            {
                waiting.Add(all.Skip(cut));
            }
        }

        if (waiting.Count > 0)
        {
            yield return Dataset.Concat(waiting);
        }
    }
}

internal sealed class ShuffledStream(DatasetStream source, ulong seed, int blocks) : DatasetStream
{
    public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        var random = new RandomSource(seed).Fork((ulong)(epoch - 1));
        var window = new List<Dataset>(blocks);
        await foreach (var block in source.ReadAsync(epoch, cancellationToken).ConfigureAwait(false))
        {
            window.Add(block);
            if (window.Count < blocks)
            {
                continue;
            }

            foreach (var mixed in Mix(window, random))
            {
                yield return mixed;
            }

            window.Clear();
        }

        if (window.Count == 0)
        {
            yield break;
        }

        foreach (var mixed in Mix(window, random))
        {
            yield return mixed;
        }
    }

    private static IEnumerable<Dataset> Mix(List<Dataset> window, RandomSource random)
    {
        var size = window[0].Count;
        var all = Dataset.Concat(window).Shuffle(random.NextUInt64());
        for (var first = 0; first < all.Count; first += size)
        {
            yield return all.Skip(first).Take(size);
        }
    }
}

internal sealed class PrefetchedStream(DatasetStream source, int blocks) : DatasetStream
{
    public override async IAsyncEnumerable<Dataset> ReadAsync(int epoch, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var channel = Channel.CreateBounded<Dataset>(new BoundedChannelOptions(blocks) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => FillAsync(channel.Writer, epoch, stop.Token), CancellationToken.None);
        try
        {
            // The channel hands on the reader's own exception when it is drained.
            await foreach (var block in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return block;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    private async Task FillAsync(ChannelWriter<Dataset> writer, int epoch, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var block in source.ReadAsync(epoch, cancellationToken).ConfigureAwait(false))
            {
                await writer.WriteAsync(block, cancellationToken).ConfigureAwait(false);
            }

            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }
}
