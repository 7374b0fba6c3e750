namespace Rationale.Execution;

/// <summary>How a program is spread over the machine.</summary>
public sealed record ExecutionOptions
{
    /// <summary>The arena of a tile should stay in the second-level cache beside weights and data: elements that it may take.</summary>
    private const int TileElements = 96 * 1024;

    /// <summary>Worker threads; zero for one a core.</summary>
    /// <value>The default is 0.</value>
    public int Workers { get; init; }

    /// <summary>Rows that go through the program together; zero to choose by the size of the intermediates.</summary>
    /// <value>The default is 0.</value>
    public int TileRows { get; init; }

    internal int WorkersOrDefault => Workers > 0 ? Workers : Environment.ProcessorCount;

    internal int TileRowsFor(ProgramLayout layout)
    {
        if (TileRows > 0)
        {
            return TileRows;
        }

        // A multiple of 16 keeps every value of the arena on a cache line.
        var width = layout.TileWidth + layout.Columns.Sum(column => column.Width);
        return Math.Clamp(TileElements / Math.Max(1, width) / 16 * 16, 32, 256);
    }
}
