namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>Where one turn of a repetition stands.</summary>
/// <param name="Program">The instructions of a pass.</param>
/// <param name="Start">Index of the first of the turn.</param>
internal sealed record Turn(LoweredInstructions Program, int Start);

/// <summary>Successive turns of a repetition in one list of instructions.</summary>
/// <param name="Repetition">What is repeated, here and perhaps in other lists.</param>
/// <param name="Start">Index of the first instruction.</param>
/// <param name="First">The first turn, among those of the repetition.</param>
/// <param name="Times">Number of turns.</param>
internal sealed record RepetitionRun(Repetition Repetition, int Start, int First, int Times)
{
    /// <summary>Number of instructions.</summary>
    public int Length => Times * Repetition.Body.Count;

    /// <summary>The turns as loops, as far as they are.</summary>
    public IReadOnlyList<Stretch> Stretches { get; } = Repetition.FindStretches(First, Times);
}
