namespace Rationale.Graph.Scheduling;

/// <summary>A value that is computed, in its place; the lowering makes one kernel call of it, or a few.</summary>
/// <param name="Operator">What is computed.</param>
/// <param name="Inputs">Where the inputs are.</param>
/// <param name="Output">Where the result goes.</param>
/// <param name="Accumulate">Whether the result is added to what is there.</param>
/// <param name="Formula">The mathematics, with the names of the values.</param>
internal sealed record Instruction(Operator Operator, EquatableArray<Operand> Inputs, Operand Output, bool Accumulate, string Formula)
{
    /// <summary>The part of the step to which it belongs.</summary>
    public Phase Phase { get; init; } = Phase.Forward;

    /// <summary>The use of a block to which it belongs; null outside of blocks.</summary>
    public BlockUse? Block { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Output.Label} {(Accumulate ? "+=" : "=")} {Formula}";
}
