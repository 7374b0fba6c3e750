using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;

namespace Rationale.Gpu.Execution;

/// <summary>Divides kernel calls into launches over a batch: groups whose calls need not wait for each other, in parts whose arguments fit, with large products by themselves.</summary>
internal static class LaunchParts
{
    /// <summary>The calls of each launch, in order.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="isAlone">Whether a call is a launch of its own.</param>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> From(IEnumerable<KernelCall> calls, Func<KernelCall, bool> isAlone) => [.. BlockGroups.From(calls).SelectMany(group => Parts(group, isAlone))];

    private static IEnumerable<IReadOnlyList<KernelCall>> Parts(IReadOnlyList<KernelCall> group, Func<KernelCall, bool> isAlone)
    {
        var part = new List<KernelCall>();
        foreach (var call in group)
        {
            if (part.Count > 0 && (isAlone(call) || isAlone(part[^1]) || !LaunchBinder<float>.Fits([.. part.Append(call).Select(BlockKernels.Find<float>)])))
            {
                yield return part;
                part = [];
            }

            part.Add(call);
        }

        yield return part;
    }
}
