using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU;
using Rationale.Graph.Lowering.Blocks;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// The division of a block's threads among sums: each of <see cref="Width"/> neighboring sums has <see cref="Parts"/> threads, and each of these adds every <see cref="Parts"/>-th term. Neighboring
/// threads have neighboring sums, so that they read neighboring elements.
/// </summary>
internal readonly struct Strip
{
    /// <summary>Neighboring sums of a strip.</summary>
    public readonly int Width;

    /// <summary>Threads of a sum.</summary>
    public readonly int Parts;

    /// <summary>Which sum of the strip is this thread's.</summary>
    public readonly int Lane;

    /// <summary>Which part of the sum is this thread's.</summary>
    public readonly int Part;

    private Strip(int width, int parts, int lane, int part) => (Width, Parts, Lane, Part) = (width, parts, lane, part);

    /// <summary>The division for a number of sums: a warp's width of them, fewer where there are not as many.</summary>
    public static Strip Of(Lanes lanes, int sums)
    {
        int width = 1;
        while (width < sums && width < 32 && width * 2 <= lanes.Threads)
        {
            width *= 2;
        }

        return new Strip(width, lanes.Threads / width, lanes.Thread % width, lanes.Thread / width);
    }

    /// <summary>Whether sums are better added by several threads each: they have many terms, and there are too few of them to occupy all threads.</summary>
    public static bool IsWorthwhile(Lanes lanes, int sums, int terms) => terms >= 64 && sums * 4 < lanes.Stride;
}

/// <summary>Sums over the threads of a block, as a tree whose shape depends on their number alone.</summary>
internal static class BlockSum
{
    /// <summary>Threads of a block at most.</summary>
    public const int MaxThreads = BlockTiles.SumElements;

    /// <summary>The sums of what the threads of a strip bring, for the threads of the first part; every thread of the block must call it.</summary>
    /// <remarks>Not inlined, so that all calls of a kernel share one piece of the block's memory.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Of<T>(Strip strip, int thread, T part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> parts = SharedMemory.Allocate1D<T>(MaxThreads);
        parts[thread] = part;
        Group.Barrier();
        for (int count = strip.Parts; count > 1;)
        {
            int half = (count + 1) / 2;
            if (strip.Part + half < count)
            {
                parts[thread] += parts[thread + (half * strip.Width)];
            }

            Group.Barrier();
            count = half;
        }

        T sum = parts[strip.Lane];
        Group.Barrier();
        return sum;
    }
}
