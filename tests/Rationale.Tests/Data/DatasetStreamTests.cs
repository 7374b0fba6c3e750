using System.Runtime.CompilerServices;
using Rationale.Data;

namespace Rationale.Tests.Data;

public class DatasetStreamTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Dataset Numbers(int first, int count) =>
        Dataset.ForClassification(FeatureMatrix.FromArray([.. Enumerable.Range(first, count).Select(i => (float)i)], 1), new int[count], 1);

    private static async Task<List<int[]>> Blocks(DatasetStream stream, int epoch = 1)
    {
        var blocks = new List<int[]>();
        await foreach (var block in stream.ReadAsync(epoch, Token))
        {
            blocks.Add([.. block.Features.ToArray().Select(value => (int)value)]);
        }

        return blocks;
    }

    [Fact]
    public async Task Csv_is_read_in_blocks_that_know_all_classes()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["a.csv"], "x,y\n" + string.Concat(Enumerable.Range(0, 10).Select(i => $"{i},{(i < 9 ? "no" : "yes")}\n")), Token);
        var options = new CsvOptions { LabelColumn = "y", ClassNames = ["no", "yes"] };
        var stream = DatasetStream.FromCsv(folder["a.csv"], options, 4);
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], await Blocks(stream));
        Assert.Equal([[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]], await Blocks(stream, 2));
        await foreach (var block in stream.ReadAsync(1, Token))
        {
            Assert.Equal(2, block.Classes);
        }

        Assert.Throws<ArgumentException>(() => DatasetStream.FromCsv("a", options with { ClassNames = null }, 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public async Task Idx_is_read_in_blocks(string ending)
    {
        using var folder = new TemporaryFolder();
        var (features, labels) = (folder["f" + ending], folder["l" + ending]);
        IdxFile.Write(features, new IdxArray(IdxElementType.UInt8, [7, 1, 1], [0, 1, 2, 3, 4, 5, 6]));
        IdxFile.Write(labels, new IdxArray(IdxElementType.UInt8, [7], [0, 1, 0, 1, 0, 1, 2]));
        Assert.Equal([[0, 1, 2], [3, 4, 5], [6]], await Blocks(DatasetStream.FromIdx(features, labels, 3, 3)));
        IdxFile.Write(labels, new IdxArray(IdxElementType.UInt8, [6], new byte[6]));
        Assert.Contains("7 examples", (await Assert.ThrowsAsync<DataFormatException>(() => Blocks(DatasetStream.FromIdx(features, labels, 3, 3)))).Message);
    }

    [Fact]
    public async Task Files_memory_and_own_sources_give_their_blocks()
    {
        Assert.Equal([[1, 2], [5, 6]], await Blocks(DatasetStream.FromFiles(["1", "5"], name => Numbers(int.Parse(name), 2))));
        Assert.Equal([[0, 1, 2], [3, 4]], await Blocks(DatasetStream.FromDataset(Numbers(0, 5), 3)));
        Assert.Equal([[30, 31]], await Blocks(DatasetStream.FromSource((epoch, _) => new[] { Numbers(10 * epoch, 2) }.ToAsyncEnumerable()), 3));
        Assert.Equal([[0], [1]], await Blocks(DatasetStream.FromDataset(Numbers(0, 4), 2).Select(block => Numbers((int)block.Features[0, 0] / 2, 1))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(100)]
    public async Task Rebatching_keeps_order_and_gives_blocks_of_one_size(int rows)
    {
        var stream = DatasetStream.FromFiles(["3", "1", "9", "2", "4"], length => Numbers(0, int.Parse(length)));
        var source = await Blocks(stream);
        var blocks = await Blocks(stream.Rebatch(rows));
        Assert.Equal(source.SelectMany(block => block), blocks.SelectMany(block => block));
        Assert.All(blocks.SkipLast(1), block => Assert.Equal(rows, block.Length));
        Assert.InRange(blocks[^1].Length, 1, rows);
    }

    [Fact]
    public async Task Shuffling_mixes_within_its_window_differently_each_epoch_and_repeatably()
    {
        var stream = DatasetStream.FromDataset(Numbers(0, 70), 10).Shuffle(5, blocks: 3);
        var first = await Blocks(stream);
        Assert.Equal(7, first.Count);
        Assert.Equal(Enumerable.Range(0, 30), first.Take(3).SelectMany(block => block).Order());
        Assert.Equal(Enumerable.Range(60, 10), first[6].Order());
        Assert.NotEqual(Enumerable.Range(0, 30), first.Take(3).SelectMany(block => block));
        Assert.Equal(first, await Blocks(stream));
        Assert.NotEqual(first, await Blocks(stream, 2));
    }

    [Fact]
    public async Task Prefetching_gives_the_same_blocks_and_reads_no_further_ahead_than_asked()
    {
        var made = 0;
        var stream = DatasetStream.FromFiles([.. Enumerable.Range(0, 20).Select(i => $"{i}")], name =>
        {
            Interlocked.Increment(ref made);
            return Numbers(int.Parse(name), 1);
        }).Prefetch(3);
        var read = 0;
        await foreach (var block in stream.ReadAsync(1, Token))
        {
            Assert.Equal(read++, block.Features[0, 0]);
            // In the channel, in the writer's hand, in ours, and one that took our place meanwhile.
            Assert.InRange(Volatile.Read(ref made), read, read + 5);
        }

        Assert.Equal(20, read);
    }

    [Fact]
    public async Task Prefetching_passes_the_readers_exception_on_after_the_good_blocks()
    {
        var stream = DatasetStream.FromFiles(["1", "2", "x"], name => Numbers(int.Parse(name), 1)).Prefetch(1);
        var blocks = 0;
        await Assert.ThrowsAsync<FormatException>(async () =>
        {
            await foreach (var block in stream.ReadAsync(1, Token))
            {
                blocks++;
            }
        });
        Assert.Equal(2, blocks);
    }

    [Fact]
    public async Task Canceling_and_leaving_early_stop_the_background_reader()
    {
        var stopped = new TaskCompletionSource();
        var stream = DatasetStream.FromSource((_, token) => Endless(stopped, token)).Prefetch(2);
        await foreach (var block in stream.ReadAsync(1, Token))
        {
            break;
        }

        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);

        stopped = new TaskCompletionSource();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var block in stream.ReadAsync(1, cancel.Token))
            {
                await cancel.CancelAsync();
            }
        });
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    private static async IAsyncEnumerable<Dataset> Endless(TaskCompletionSource stopped, [EnumeratorCancellation] CancellationToken token)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                await Task.Yield();
                token.ThrowIfCancellationRequested();
                yield return Numbers(i, 1);
            }
        }
        finally
        {
            stopped.SetResult();
        }
    }
}
