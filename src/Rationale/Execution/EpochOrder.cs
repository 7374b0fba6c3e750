namespace Rationale.Execution;

/// <summary>Where a batch stands in the order of an epoch: whoever has the order needs only the place.</summary>
/// <param name="Numbers">Numbers of the examples of the whole epoch, in their order, counted from behind those that stand before every batch.</param>
/// <param name="Version">Another one for every order.</param>
/// <param name="First">The place of the batch's first example that is not one of those before every batch.</param>
/// <param name="Always">How many examples, the first ones of all, stand before every batch.</param>
internal readonly record struct EpochOrder(ReadOnlyMemory<int> Numbers, int Version, int First, int Always);
