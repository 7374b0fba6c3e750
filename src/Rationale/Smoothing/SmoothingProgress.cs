namespace Rationale.Smoothing;

/// <summary>How far a count of votes, an attack or an estimate has come.</summary>
/// <param name="Done">Versions of examples that are done.</param>
/// <param name="Total">All of them.</param>
public readonly record struct SmoothingProgress(int Done, int Total);
