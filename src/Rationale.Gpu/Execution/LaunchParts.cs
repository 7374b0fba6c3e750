using System.Reflection;
using Rationale.Gpu.Kernels;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;

namespace Rationale.Gpu.Execution;

/// <summary>Divides kernel calls into launches over a batch: groups whose calls need not wait for each other, in parts whose arguments and shared memory fit, with large products by themselves at the end of their group.</summary>
internal static class LaunchParts
{
    /// <summary>Bytes that the threads of a block share on every card.</summary>
    private const int SharedBytes = 48 * 1024;

    /// <summary>The calls of each launch of a pass, in order.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isAlone">Whether a call is a launch of its own.</param>
    /// <param name="isTiled">Whether a call is a convolution that is tiled.</param>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> OfPass(IEnumerable<KernelCall> calls, Func<KernelCall, bool> isAlone, Func<KernelCall, bool> isTiled) =>
        [.. BlockGroups.From(calls).SelectMany(group => Parts(group, isAlone, call => isTiled(call) ? ConvolutionTiles.Kernel<float>(call) : BlockKernels.Find<float>(call)))];

    /// <summary>The calls of each launch around the passes, where much is done alike for many layers: they keep their order only where one touches what the other writes.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isAlone">Whether a call is a launch of its own.</param>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> Around(IEnumerable<KernelCall> calls, Func<KernelCall, bool> isAlone) => [.. BlockGroups.Earliest(calls).SelectMany(group => Parts(group, isAlone, BlockKernels.Find<float>))];

    private static IEnumerable<IReadOnlyList<KernelCall>> Parts(IReadOnlyList<KernelCall> group, Func<KernelCall, bool> isAlone, Func<KernelCall, MethodInfo> kernel)
    {
        var (alone, others) = (group.Where(isAlone).ToList(), group.Where(call => !isAlone(call)).ToList());
        for (var start = 0; start < others.Count;)
        {
            var end = start + 1;
            while (end < others.Count && Fits([.. others.GetRange(start, end + 1 - start).Select(kernel)]))
            {
                end++;
            }

            end = Repeats([.. others.Select(kernel)], start, end);
            yield return others.GetRange(start, end - start);
            start = end;
        }

        foreach (var call in alone)
        {
            yield return [call];
        }
    }

    /// <summary>The end of a part that leaves some calls for others: where its first kernel stands again, so that what is done alike for many layers is cut alike and one kernel to compile.</summary>
    private static int Repeats(List<MethodInfo> kernels, int start, int end)
    {
        if (end == kernels.Count)
        {
            return end;
        }

        var last = kernels.FindLastIndex(end, end - start, other => other == kernels[start]);
        return last > start ? last : end;
    }

    private static bool Fits(IReadOnlyList<MethodInfo> kernels) => LaunchBinder<float>.Fits(kernels) && kernels.Sum(SharedOf) + (kernels.All(IsTiled) ? 0 : sizeof(float) * BlockTiles.SumElements) <= SharedBytes;

    private static bool IsTiled(MethodInfo kernel) => SharedOf(kernel) > 0;

    /// <summary>Bytes of a tiled kernel; the others share what sums over the threads of a block take.</summary>
    private static int SharedOf(MethodInfo kernel) =>
        kernel.DeclaringType == typeof(BlockTiledConvolution) ? BlockTiledConvolution.SharedBytes
        : kernel.DeclaringType == typeof(BlockTiledWeightGradient) ? BlockTiledWeightGradient.SharedBytes
        : 0;
}
