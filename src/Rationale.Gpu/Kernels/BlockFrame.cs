using System.ComponentModel;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>The memory that the program of a tile sees on a device: the arena and the sums of its block, and what all blocks share. What <see cref="Rationale.Execution.Frame{T}"/> is to a worker.</summary>
/// <typeparam name="T">Single or double precision.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct BlockFrame<T>
    where T : unmanaged
{
#pragma warning disable CS1591 // Filled by the executor.
    public ArrayView<T> AllInputs, AllParameters, AllSettings, AllShared, AllTotals, AllSums, AllArenas, AllOutputs;
    public ArrayView<int> AllLabels;
    public ArrayView<long> Counters;
    public int BatchSize, TileSize, Capacity, SumsLength, ArenaLength;
#pragma warning restore CS1591

    private ArrayView<T> _arena;
    private int _first;
    private int _examples;

    /// <summary>Examples of the tile.</summary>
    public readonly int Examples => _examples;

    /// <summary>The place in the batch of the tile's first example.</summary>
    public readonly long FirstExample => Counters[2] + _first;

    /// <summary>Seed of everything that is drawn in this training.</summary>
    public readonly ulong Seed => (ulong)Counters[0];

    /// <summary>Number of the step.</summary>
    public readonly ulong Step => (ulong)Counters[1];

    /// <summary>The arena of this block in the device's memory, for programs whose arena does not fit the memory of a block.</summary>
    public readonly ArrayView<T> OwnArena => AllArenas.SubView(Grid.IdxX * ArenaLength, ArenaLength);

    /// <summary>Begins a tile.</summary>
    /// <param name="tile">Its number.</param>
    /// <param name="arena">Where its values stand.</param>
    /// <returns>Whether the batch has such a tile.</returns>
    public bool Enter(int tile, ArrayView<T> arena)
    {
        int rest = BatchSize - (tile * TileSize);
        _arena = arena;
        _first = tile * TileSize;
        _examples = rest < TileSize ? rest : TileSize;
        return rest > 0;
    }

    /// <summary>Clears sums of this block.</summary>
    public readonly void ClearSums(Lanes lanes, int offset, int length)
    {
        ArrayView<T> sums = Sum(offset, length);
        for (int i = lanes.Thread; i < length; i += lanes.Threads)
        {
            sums[i] = default;
        }
    }

    /// <summary>The class index of each example of the tile.</summary>
    public readonly ArrayView<int> Labels => AllLabels.SubView(_first, _examples);

    /// <summary>Examples of an input, [examples × width].</summary>
    /// <param name="offset">Elements of an example in all inputs before it.</param>
    /// <param name="width">Elements of an example.</param>
    public readonly ArrayView<T> Input(int offset, int width) => AllInputs.SubView((offset * Capacity) + (_first * width), width * _examples);

    /// <summary>Examples of a result, [examples × width].</summary>
    /// <param name="offset">Elements of an example in all results before it.</param>
    /// <param name="width">Elements of an example.</param>
    public readonly ArrayView<T> Output(int offset, int width) => AllOutputs.SubView((offset * Capacity) + (_first * width), width * _examples);

    /// <summary>A range of the flat parameters.</summary>
    public readonly ArrayView<T> Parameters(int offset, int length) => AllParameters.SubView(offset, length);

    /// <summary>A number given at run time.</summary>
    public readonly ArrayView<T> Setting(int index) => AllSettings.SubView(index, 1);

    /// <summary>A value of the arena, [examples × width].</summary>
    public readonly ArrayView<T> Arena(int offset, int width) => _arena.SubView(offset * TileSize, width * _examples);

    /// <summary>A value that all blocks read.</summary>
    public readonly ArrayView<T> Shared(int offset, int length) => AllShared.SubView(offset, length);

    /// <summary>A sum over the batch that an earlier pass has made.</summary>
    public readonly ArrayView<T> Total(int offset, int length) => AllTotals.SubView(offset, length);

    /// <summary>This block's share of a sum over the batch.</summary>
    public readonly ArrayView<T> Sum(int offset, int length) => AllSums.SubView((Grid.IdxX * SumsLength) + offset, length);
}
