namespace Rationale.Graph.Models;

/// <summary>A value that is out of its range.</summary>
/// <param name="Property">The property.</param>
/// <param name="Value">Its value.</param>
/// <param name="Expected">What it must be, as it follows "must be".</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record RangeFault(string Property, double Value, string Expected);
