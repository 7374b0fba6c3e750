using Rationale.Data;

namespace Rationale.Tests.Data;

public class BatchOrderTests
{
    private static int[] Epoch(BatchOrder order, int epoch)
    {
        order.StartEpoch(epoch);
        return [.. Enumerable.Range(0, order.BatchesPerEpoch).SelectMany(batch => order.Examples(batch).ToArray())];
    }

    [Fact]
    public void Without_shuffling_batches_are_the_same_contiguous_slices_in_every_epoch()
    {
        var order = new BatchOrder(10, new BatchPlan(4, Shuffle: false));
        Assert.Equal(3, order.BatchesPerEpoch);
        Assert.Equal([4, 5, 6, 7], order.Examples(1));
        Assert.Equal([8, 9], order.Examples(2));
        Assert.Equal(Enumerable.Range(0, 10), Epoch(order, 63));
    }

    [Fact]
    public void Each_shuffled_epoch_has_every_row_once_in_its_own_order()
    {
        var order = new BatchOrder(1000, new BatchPlan(64, Seed: 3));
        var (first, second) = (Epoch(order, 1), Epoch(order, 2));
        Assert.Equal(Enumerable.Range(0, 1000), first.Order());
        Assert.Equal(Enumerable.Range(0, 1000), second.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Epoch(order, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => order.StartEpoch(0));
    }

    [Fact]
    public void A_dropped_last_batch_leaves_only_whole_ones()
    {
        var order = new BatchOrder(10, new BatchPlan(4, DropLast: true));
        Assert.Equal(2, order.BatchesPerEpoch);
        Assert.Equal(4, order.Examples(1).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => order.Examples(2).Length);
    }

    [Fact]
    public void Fewer_rows_than_a_batch_form_one_smaller_batch_or_a_clear_error()
    {
        Assert.Equal([0, 1, 2], new BatchOrder(3, new BatchPlan(256, Shuffle: false)).Examples(0));
        Assert.Contains("3 examples, fewer than one batch of 256", Assert.Throws<ArgumentException>(() => new BatchOrder(3, new BatchPlan(256, DropLast: true))).Message);
        Assert.Equal(1, new BatchOrder(5, new BatchPlan(int.MaxValue)).BatchesPerEpoch);
    }

    [Fact]
    public void A_saved_order_goes_on_exactly_in_a_new_object()
    {
        var plan = new BatchPlan(7, Seed: 5);
        var order = new BatchOrder(100, plan);
        order.StartEpoch(6);
        var state = order.Save(nextBatch: 9);
        var other = new BatchOrder(100, plan);
        other.Restore(state);
        Assert.Equal(6, other.Epoch);
        for (var batch = state.NextBatch; batch < order.BatchesPerEpoch; batch++)
        {
            Assert.Equal(order.Examples(batch), other.Examples(batch));
        }
    }

    [Fact]
    public void An_order_saved_for_other_data_is_refused()
    {
        var state = new BatchOrder(100, new BatchPlan(7, Seed: 5)).Save(0);
        var error = Assert.Throws<ArgumentException>(() => new BatchOrder(99, new BatchPlan(7, Seed: 5)).Restore(state));
        Assert.Contains("100 examples", error.Message);
        Assert.Contains("99 examples", error.Message);
        Assert.Throws<ArgumentException>(() => new BatchOrder(100, new BatchPlan(7, Seed: 6)).Restore(state));
    }

    [Fact]
    public void Starting_an_epoch_allocates_no_more_than_its_generator()
    {
        var order = new BatchOrder(10_000, new BatchPlan(100));
        order.StartEpoch(1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        order.StartEpoch(2);
        var rows = 0;
        for (var batch = 0; batch < order.BatchesPerEpoch; batch++)
        {
            rows += order.Examples(batch).Length;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(10_000, rows);
        Assert.InRange(allocated, 0, 200);
    }
}
