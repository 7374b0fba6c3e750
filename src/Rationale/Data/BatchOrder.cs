using Rationale.Randomness;

namespace Rationale.Data;

/// <summary>
/// Which examples form which batch. The order of an epoch depends on seed and epoch number alone, so any epoch can be entered directly
/// and a resumed training sees the examples that the unbroken one would have seen. Giving out batches allocates nothing.
/// </summary>
/// <remarks>Thread safety: not safe for concurrent use.</remarks>
public sealed class BatchOrder
{
    private readonly int[] _order;
    private readonly RandomSource _random;

    /// <summary>Prepares the first epoch.</summary>
    /// <param name="count">Examples of the data, at least 1.</param>
    /// <param name="plan">How to cut them.</param>
    /// <exception cref="ArgumentException">No examples, a batch size below 1, or no batch is left because the last one is dropped.</exception>
    public BatchOrder(int count, BatchPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (count < 1)
        {
            throw new ArgumentException($"The data have {count} examples, but training needs at least 1.");
        }

        if (plan.BatchSize < 1)
        {
            throw new ArgumentException($"The batch size is {plan.BatchSize}, but it must be at least 1.");
        }

        if (plan.DropLast && count < plan.BatchSize)
        {
            throw new ArgumentException($"The data have {count} examples, fewer than one batch of {plan.BatchSize}, and the last batch is dropped; use a batch size of at most {count} or keep the last batch.");
        }

        Plan = plan;
        Count = count;
        // Without dropping, written so that it cannot overflow.
        BatchesPerEpoch = plan.DropLast ? count / plan.BatchSize : (count - 1) / plan.BatchSize + 1;
        _random = new RandomSource(plan.Seed);
        _order = new int[count];
        StartEpoch(1);
    }

    /// <summary>How the examples are cut.</summary>
    public BatchPlan Plan { get; }

    /// <summary>Examples of the data.</summary>
    public int Count { get; }

    /// <summary>Number of batches in each epoch, at least 1.</summary>
    public int BatchesPerEpoch { get; }

    /// <summary>The epoch in progress, from 1.</summary>
    public int Epoch { get; private set; }

    /// <summary>All examples in the order of the epoch in progress.</summary>
    internal ReadOnlyMemory<int> Order => _order;

    /// <summary>Brings the examples into the order of an epoch; any epoch, in any sequence.</summary>
    /// <param name="epoch">From 1.</param>
    public void StartEpoch(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epoch, 1);
        Epoch = epoch;
        for (var i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        if (Plan.Shuffle)
        {
            _random.Fork((ulong)(epoch - 1)).Shuffle(_order);
        }
    }

    /// <summary>The examples of one batch of this epoch; only the last batch may be smaller than <see cref="BatchPlan.BatchSize"/>.</summary>
    /// <param name="batch">From 0 to <see cref="BatchesPerEpoch"/> - 1.</param>
    /// <returns>Indices of examples; valid until the next <see cref="StartEpoch"/>.</returns>
    public ReadOnlySpan<int> Examples(int batch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(batch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(batch, BatchesPerEpoch);
        var first = batch * Plan.BatchSize;
        return _order.AsSpan(first, Math.Min(Plan.BatchSize, Count - first));
    }

    /// <summary>What a checkpoint keeps.</summary>
    /// <param name="nextBatch">The next batch of this epoch.</param>
    public BatchOrderState Save(int nextBatch) =>
        new(Plan.Seed, Count, Plan.BatchSize, Plan.Shuffle, Plan.DropLast, Epoch, nextBatch);

    /// <summary>Continues where a checkpoint stood.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <exception cref="ArgumentException">The state belongs to other data or another plan; the message says which.</exception>
    public void Restore(BatchOrderState state)
    {
        var own = Save(state.NextBatch) with { Epoch = state.Epoch };
        if (state != own)
        {
            throw new ArgumentException($"The saved order is for {Describe(state)}, but this training has {Describe(own)}; resume with the same data and batches.");
        }

        StartEpoch(state.Epoch);
    }

    private static string Describe(BatchOrderState state) => FormattableString.Invariant(
        $"{state.Count} examples, batch size {state.BatchSize}, {(state.Shuffle ? "shuffled" : "in order")} with seed {state.Seed}, last batch {(state.DropLast ? "dropped" : "kept")}");
}
