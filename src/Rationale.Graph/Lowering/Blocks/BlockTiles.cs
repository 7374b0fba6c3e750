namespace Rationale.Graph.Lowering.Blocks;

/// <summary>How many examples a block of threads takes through a program together, and where their values stand.</summary>
/// <param name="MaxExamples">Examples of a tile at most.</param>
/// <param name="IsShared">Whether the values stand in the memory that the block's threads share; in that of the device otherwise.</param>
/// <param name="ArenaLength">Elements of the values of a whole tile.</param>
internal sealed record BlockTiles(int MaxExamples, bool IsShared, int ArenaLength)
{
    /// <summary>Elements of single precision that a program may keep in a block's shared memory: 48 KiB without what sums over threads take.</summary>
    public const int SharedElements = 11_000;

    /// <summary>Elements of shared memory that sums over the threads of a block take, one for each of the most threads that a block can have.</summary>
    public const int SumElements = 1024;

    private const int MaxSharedExamples = 16;
    private const int MaxExamplesElsewhere = 4;

    /// <summary>Bytes of shared memory that a block needs in single precision.</summary>
    public int SharedBytes => sizeof(float) * (SumElements + (IsShared ? ArenaLength : 0));

    /// <summary>The tiles of a program.</summary>
    /// <param name="tileWidth">Elements of an example in the arena.</param>
    public static BlockTiles For(int tileWidth)
    {
        var width = Math.Max(1, tileWidth);
        var isShared = width <= SharedElements;
        var examples = isShared ? Math.Min(MaxSharedExamples, SharedElements / width) : MaxExamplesElsewhere;
        return new BlockTiles(examples, isShared, examples * width);
    }
}
