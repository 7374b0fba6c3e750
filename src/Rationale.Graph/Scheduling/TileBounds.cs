namespace Rationale.Graph.Scheduling;

/// <summary>What the size of a tile has to respect.</summary>
internal static class TileBounds
{
    /// <summary>The arena of a tile should stay in the second-level cache beside weights and data: elements that it may take.</summary>
    public const int CacheElements = 96 * 1024;

    /// <summary>Fewer examples make products too thin.</summary>
    public const int MinExamples = 4;

    /// <summary>More examples gain nothing.</summary>
    public const int MaxExamples = 256;
}
