using Rationale.Graph.Scheduling;

namespace Rationale.Graph.Lowering.Blocks;

/// <summary>
/// Divides kernel calls into groups whose calls need not wait for each other: no call touches what another one writes, or every thread reads only what it wrote itself. A group is one launch over a batch,
/// where its arguments fit, and in the program of a tile the threads of a block meet between groups alone.
/// </summary>
internal static class BlockGroups
{
    /// <summary>The groups, in order.</summary>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> From(IEnumerable<KernelCall> calls)
    {
        var groups = new List<List<KernelCall>>();
        foreach (var call in calls)
        {
            if (groups.Count > 0 && groups[groups.Count - 1].All(earlier => MayFollow(earlier, call)))
            {
                groups[groups.Count - 1].Add(call);
            }
            else
            {
                groups.Add([call]);
            }
        }

        return groups;
    }

    /// <summary>
    /// The groups of calls that need not keep their order: each goes with the earliest calls that it need not wait for, so that what is done alike for many layers is as few groups as for one.
    /// What writes a place and what else touches it keep their order.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<KernelCall>> Earliest(IEnumerable<KernelCall> calls)
    {
        var groups = new List<List<KernelCall>>();
        foreach (var call in calls)
        {
            var place = groups.Count;
            while (place > 0 && groups[place - 1].All(other => AreApart(other, call)))
            {
                place--;
            }

            if (place > 0 && groups[place - 1].All(earlier => MayFollow(earlier, call)))
            {
                place--;
            }

            if (place == groups.Count)
            {
                groups.Add([]);
            }

            groups[place].Add(call);
        }

        return groups;
    }

    /// <summary>For each call, whether it is the last of its group.</summary>
    public static IReadOnlyList<bool> Ends(IReadOnlyList<KernelCall> calls) => [.. From(calls).SelectMany(group => Enumerable.Range(1, group.Count).Select(place => place == group.Count))];

    /// <summary>Whether a thread that has done its part of one call may begin the other.</summary>
    private static bool MayFollow(KernelCall earlier, KernelCall later) => AreApart(earlier, later) || AreAligned(earlier, later);

    /// <summary>Whether neither call writes what the other one touches, so that their order does not matter.</summary>
    private static bool AreApart(KernelCall one, KernelCall other) => Leaves(one, other) && Leaves(other, one);

    /// <summary>Whether a call writes nothing that the other one touches.</summary>
    private static bool Leaves(KernelCall call, KernelCall other) =>
        Operands(call).Where(argument => argument.IsWritten).All(written => Operands(other).All(argument => !Overlap(written.Operand, argument.Operand)));

    /// <summary>Whether both calls go element by element over equally many, and what one writes and the other touches is the same element.</summary>
    private static bool AreAligned(KernelCall earlier, KernelCall later)
    {
        if (!IsElementwise(earlier) || !IsElementwise(later))
        {
            return false;
        }

        var (first, second) = (Operands(earlier), Operands(later));
        var (one, other) = (first.Single(argument => argument.IsWritten).Operand, second.Single(argument => argument.IsWritten).Operand);
        return SameLength(one, other)
            && second.All(argument => !Overlap(one, argument.Operand) || IsSame(one, argument.Operand))
            && first.All(argument => !Overlap(other, argument.Operand) || IsSame(other, argument.Operand));
    }

    /// <summary>Whether a call writes one number for the whole batch, such as a loss, that is part of no sum and no gradient: the first thread does it alone, and no other looks at it in the same launch.</summary>
    public static bool IsSingle(KernelCall call) => IsElementwise(call) && Operands(call).Single(argument => argument.IsWritten).Operand is { Region: not Region.Accumulator, Shape: { Batched: false, Length: 1 } };

    private static bool IsElementwise(KernelCall call) => call.Class is "ElementwiseKernels" or "BinaryKernels" && call.Method != "Broadcast";

    private static List<OperandArgument> Operands(KernelCall call) => [.. call.Arguments.OfType<OperandArgument>()];

    private static bool SameLength(Operand one, Operand other) => one.Shape.Batched == other.Shape.Batched && one.Shape.Length == other.Shape.Length;

    private static bool IsSame(Operand one, Operand other) => one.Offset == other.Offset && SameLength(one, other);

    private static bool Overlap(Operand one, Operand other)
    {
        if (one.Region != other.Region)
        {
            return false;
        }

        return one.Region is Region.Input or Region.Output
            ? one.Offset == other.Offset
            : one.Offset < other.Offset + other.Shape.Length && other.Offset < one.Offset + one.Shape.Length;
    }
}
