namespace Rationale.Smoothing;

/// <summary>What an attack found.</summary>
/// <param name="Mask">A mask with another prediction; null where none was found.</param>
/// <param name="Distance">How many groups it changes; 0 where none was found.</param>
/// <param name="Tried">Masks that were tried.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record AttackResult(IReadOnlyList<bool>? Mask, int Distance, long Tried)
{
    /// <summary>Whether the prediction can be changed.</summary>
    public bool Succeeded => Mask is not null;
}

/// <summary>How hard an attack searches.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record AttackOptions
{
    /// <summary>Rounds of the search.</summary>
    /// <value>The default is 50, the authors' number.</value>
    public int Rounds { get; init; } = 50;

    /// <summary>Masks that each round tries.</summary>
    /// <value>The default is 24, the authors' number.</value>
    public int Proposals { get; init; } = 24;

    /// <summary>Seed of what is drawn.</summary>
    /// <value>The default is 1234.</value>
    public ulong Seed { get; init; } = 1234;
}
