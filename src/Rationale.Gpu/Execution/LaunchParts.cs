using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;

namespace Rationale.Gpu.Execution;

/// <summary>Divides kernel calls into launches over a batch: groups whose calls need not wait for each other, in parts whose arguments fit, with large products by themselves at the end of their group.</summary>
internal static class LaunchParts
{
    /// <summary>The calls of each launch of a pass, in order.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isAlone">Whether a call is a launch of its own.</param>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> OfPass(IEnumerable<KernelCall> calls, Func<KernelCall, bool> isAlone) => [.. BlockGroups.From(calls).SelectMany(group => Parts(group, isAlone))];

    /// <summary>The calls of each launch around the passes, where much is done alike for many layers: they keep their order only where one touches what the other writes.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isAlone">Whether a call is a launch of its own.</param>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> Around(IEnumerable<KernelCall> calls, Func<KernelCall, bool> isAlone) => [.. BlockGroups.Earliest(calls).SelectMany(group => Parts(group, isAlone))];

    private static IEnumerable<IReadOnlyList<KernelCall>> Parts(IReadOnlyList<KernelCall> group, Func<KernelCall, bool> isAlone)
    {
        var (alone, others) = (group.Where(isAlone).ToList(), group.Where(call => !isAlone(call)).ToList());
        for (var start = 0; start < others.Count;)
        {
            var end = start + 1;
            while (end < others.Count && Fits(others.GetRange(start, end + 1 - start)))
            {
                end++;
            }

            end = Repeats(others, start, end);
            yield return others.GetRange(start, end - start);
            start = end;
        }

        foreach (var call in alone)
        {
            yield return [call];
        }
    }

    /// <summary>The end of a part that leaves some calls for others: where its first kernel stands again, so that what is done alike for many layers is cut alike and one kernel to compile.</summary>
    private static int Repeats(List<KernelCall> calls, int start, int end)
    {
        if (end == calls.Count)
        {
            return end;
        }

        var last = calls.FindLastIndex(end, end - start, call => BlockKernels.Find<float>(call) == BlockKernels.Find<float>(calls[start]));
        return last > start ? last : end;
    }

    private static bool Fits(IEnumerable<KernelCall> calls) => LaunchBinder<float>.Fits([.. calls.Select(BlockKernels.Find<float>)]);
}
