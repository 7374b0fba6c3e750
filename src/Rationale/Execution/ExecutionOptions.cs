namespace Rationale.Execution;

/// <summary>How a program is spread over the machine.</summary>
public sealed record ExecutionOptions
{
    /// <summary>The arena of a tile should stay in the second-level cache beside weights and data: elements that it may take.</summary>
    private const int TileElements = 96 * 1024;

    private const int LeastRows = 4;
    private const int MostRows = 256;

    /// <summary>Elements of a simple pass over memory below which one worker is faster than all.</summary>
    internal const int LengthWorthSharing = 1 << 18;

    /// <summary>Operations that are worth a worker: some fifty microseconds.</summary>
    private const long OperationsWorthAWorker = 5_000_000;

    /// <summary>Worker threads; zero for one a core, fewer for small batches.</summary>
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

        // Each tile also passes over every accumulator once: with many parameters that costs more than an arena that leaves the cache.
        var width = layout.TileWidth + layout.Columns.Sum(column => column.Width);
        var elements = Math.Max(TileElements, 3L * layout.Parameters / 2);
        var rows = (int)Math.Clamp(elements / Math.Max(1, width), LeastRows, MostRows);

        // A multiple of 16 keeps every value of the arena on a cache line.
        return rows < 16 ? rows : rows / 16 * 16;
    }

    /// <summary>How many workers a batch keeps busy. Depends on sizes alone, so equal trainings use equal numbers.</summary>
    internal static int WorkersWorthwhile(ProgramLayout layout, int rows, int workers)
    {
        // Each parameter is multiplied and added about three times a row in each of two products; everything else passes through the arena.
        var operations = rows * ((12L * layout.Parameters) + (20L * layout.TileWidth));
        return (int)Math.Clamp(operations / OperationsWorthAWorker, 1, workers);
    }
}
