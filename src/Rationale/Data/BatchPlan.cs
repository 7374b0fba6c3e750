namespace Rationale.Data;

/// <summary>How an epoch is cut into batches.</summary>
/// <param name="BatchSize">Examples per batch, at least 1; data with fewer examples form one smaller batch.</param>
/// <param name="Shuffle">Whether each epoch has its own random order; otherwise batches are the same contiguous slices in every epoch (as in Ross et al. 2017).</param>
/// <param name="DropLast">Whether a last batch with fewer examples is left out.</param>
/// <param name="Seed">Decides the orders.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record BatchPlan(int BatchSize, bool Shuffle = true, bool DropLast = false, ulong Seed = 0);

/// <summary>Where a <see cref="BatchOrder"/> stands: with its plan, all that is needed to continue it exactly.</summary>
/// <param name="Seed">The plan's seed.</param>
/// <param name="Count">Examples of the data.</param>
/// <param name="BatchSize">The plan's batch size.</param>
/// <param name="Shuffle">The plan's choice.</param>
/// <param name="DropLast">The plan's choice.</param>
/// <param name="Epoch">The epoch in progress, from 1.</param>
/// <param name="NextBatch">The next batch of that epoch, from 0.</param>
public readonly record struct BatchOrderState(ulong Seed, int Count, int BatchSize, bool Shuffle, bool DropLast, int Epoch, int NextBatch);
