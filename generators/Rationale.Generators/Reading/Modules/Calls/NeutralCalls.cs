namespace Rationale.Generators.Reading.Modules;

/// <summary>Functions that change where a tensor lives or how it lies in memory, but no number.</summary>
internal static class NeutralCalls
{
    /// <summary>The functions of the family.</summary>
    public static IReadOnlyDictionary<string, CallReader> Functions { get; } = new[]
    {
        "contiguous", "alias", "MoveToOuterDisposeScope", "MoveToOtherDisposeScope", "DetachFromDisposeScope",
    }.ToDictionary(name => name, _ => (CallReader)((input, _) => input));
}
