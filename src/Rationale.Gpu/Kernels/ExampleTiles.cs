using System.ComponentModel;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>How a block takes some examples after the others through a chain of kernels: it begins with the tile of its own number, and goes on with every tile that is as many further as there are blocks.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExampleTiles
{
    /// <summary>The first tile of this block.</summary>
    public static int First() => Grid.IdxX;

    /// <summary>From one tile of this block to its next.</summary>
    public static int Step() => Grid.DimX;

    /// <summary>The part of a value that belongs to a tile.</summary>
    /// <param name="all">The value for all examples.</param>
    /// <param name="tile">Number of the tile.</param>
    /// <param name="tiles">How many tiles there are.</param>
    public static ArrayView<T> Part<T>(ArrayView<T> all, int tile, int tiles)
        where T : unmanaged
    {
        int length = all.IntLength / tiles;
        return all.SubView(tile * length, length);
    }

    /// <summary>Waits until all threads of the block are here.</summary>
    public static void Synchronize() => Group.Barrier();
}
