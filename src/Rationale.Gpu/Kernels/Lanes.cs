using System.ComponentModel;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// The threads that share the work of a kernel: those of one thread block, which a program of a tile uses, or those of the whole grid, where a kernel is launched over a batch.
/// A kernel gives element i to the thread whose <see cref="First"/> is i modulo <see cref="Stride"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Lanes
{
    /// <summary>Index of this thread within its block.</summary>
    public readonly int Thread;

    /// <summary>Threads of a block.</summary>
    public readonly int Threads;

    /// <summary>Index of this thread's block among those that share the work.</summary>
    public readonly int Block;

    /// <summary>Blocks that share the work.</summary>
    public readonly int Blocks;

    private Lanes(int thread, int threads, int block, int blocks) => (Thread, Threads, Block, Blocks) = (thread, threads, block, blocks);

    /// <summary>The first element of this thread.</summary>
    public int First => (Block * Threads) + Thread;

    /// <summary>From one element of this thread to its next.</summary>
    public int Stride => Blocks * Threads;

    /// <summary>The threads of this block alone.</summary>
    public static Lanes ForBlock() => new(Group.IdxX, Group.DimX, 0, 1);

    /// <summary>The threads of all blocks.</summary>
    public static Lanes ForGrid() => new(Group.IdxX, Group.DimX, Grid.IdxX, Grid.DimX);
}
