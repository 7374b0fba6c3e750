namespace Rationale.Graph.Lowering.Repetitions;

/// <summary>A number that differs from one turn of a repetition to the next: where places move together, they are counted from one of them.</summary>
/// <param name="Name">What readers call it: the memory in which the places are.</param>
/// <param name="Values">The number in each turn.</param>
internal sealed record Shift(string Name, EquatableArray<int> Values)
{
    /// <summary>Whether the number grows by the same step from one turn to the next.</summary>
    /// <param name="turn">A turn with two turns after it.</param>
    internal bool KeepsStep(int turn) => Values[turn + 2] - Values[turn + 1] == Values[turn + 1] - Values[turn];
}

/// <summary>Successive turns of a repetition in which every shift grows by the same step.</summary>
/// <param name="First">The first turn.</param>
/// <param name="Count">Number of turns.</param>
internal sealed record Stretch(int First, int Count)
{
    /// <summary>Fewer turns are written one by one rather than as a loop.</summary>
    public const int MinLoop = 3;
}
