namespace Rationale.Randomness;

/// <summary>The whole state of a <see cref="RandomSource"/>: storing and restoring it continues the sequence exactly.</summary>
/// <param name="S0">First word of the xoshiro256** state.</param>
/// <param name="S1">Second word.</param>
/// <param name="S2">Third word.</param>
/// <param name="S3">Fourth word.</param>
public readonly record struct RandomState(ulong S0, ulong S1, ulong S2, ulong S3)
{
    /// <summary>Whether this is a state that the generator can leave; the all-zero state is its only fixed point.</summary>
    public bool IsValid => (S0 | S1 | S2 | S3) != 0;
}
