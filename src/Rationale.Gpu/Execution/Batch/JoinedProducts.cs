using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>
/// Joins the large products that add to one matrix over the examples: with the values of both one behind the other, they are one product over twice as many. So the gradient of a layer's weights, which has a part from the loss and one from
/// the explanation, is one launch that writes the matrix once.
/// </summary>
internal static class JoinedProducts
{
    /// <summary>The units with the second of two such products in the place of both.</summary>
    /// <param name="units">The units of a pass.</param>
    /// <param name="keptWidth">Elements of an example that may be kept until the second product.</param>
    public static IReadOnlyList<BatchUnit> Join(IReadOnlyList<BatchUnit> units, int keptWidth)
    {
        var joined = new HashSet<BatchUnit>();
        foreach (var products in units.Where(unit => unit is { IsLarge: true, IsSum: true, Calls: [{ Method: "MultiplyTransposedLeft" }] }).GroupBy(unit => (Operand(unit, "c").Offset, Operand(unit, "c").Shape)))
        {
            if (products.ToList() is [var one, var other] && units.All(unit => !Touches(unit, Operand(one, "c")) || unit == one || unit == other))
            {
                var width = Operand(one, "a").Shape.Length + Operand(one, "b").Shape.Length;
                if (width <= keptWidth && TryJoin(one, other))
                {
                    keptWidth -= width;
                    joined.Add(one);
                }
            }
        }

        return [.. units.Where(unit => !joined.Contains(unit))];
    }

    /// <summary>Whether a program may have values that stand behind inputs: a product over the examples reads one.</summary>
    public static bool MayStandBehindInputs(Schedule schedule) => schedule.Passes.Any(pass => pass.Tile.Any(instruction => instruction is { Operator: MatMulOp, Output.Shape.Batched: false } && instruction.Inputs[0].Region == Region.Input));

    private static bool TryJoin(BatchUnit one, BatchUnit other)
    {
        // What is an input stands where it is brought, so that the value of the other product comes behind it.
        var (first, second) = Operand(one, "a").Region == Region.Input ? (one, other) : (other, one);
        var (a, b) = (Pair(first, second, "a"), Pair(first, second, "b"));
        if (a is null || b is not { First: not null } || a.Second == b.Second || a.First == b.First || a.Second == b.First || a.First == b.Second)
        {
            return false;
        }

        var call = other.Calls[0];
        other.Reads.Clear();
        other.Calls = [call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => argument switch
        {
            OperandArgument { Parameter: "a" } => Both(a, Operand(first, "a")),
            OperandArgument { Parameter: "b" } => Both(b, Operand(first, "b")),
            ExtentArgument { Parameter: "k" } size => size with { Extent = size.Extent with { Count = 2 * size.Extent.Count } },
            _ => argument,
        })) }];
        other.Needs.UnionWith(one.Needs);
        other.Needs.Remove(one);
        foreach (var value in new[] { a.First, a.Second, b.First, b.Second }.OfType<BatchValue>())
        {
            value.Readers.Remove(one);
            value.Readers.Add(other);
            value.Pair = value == a.First || value == a.Second ? a : b;
        }

        return true;

        // Both values under a name of their own, since the schedule may have had them in one place.
        OperandArgument Both(ValuePair pair, Operand operand)
        {
            var shape = Shape.PerExample(2 * operand.Shape.Length);
            var place = int.MinValue + other.Reads.Count;
            if (pair.First is not null)
            {
                other.Reads[place] = pair.First;
            }

            return new OperandArgument(pair == a ? "a" : "b", operand with { Offset = pair.First is null ? operand.Offset : place, Shape = shape }, IsWritten: false);
        }
    }

    /// <summary>The values of both products in the order in which they are to stand; null where they cannot.</summary>
    private static ValuePair? Pair(BatchUnit first, BatchUnit second, string parameter)
    {
        var (one, other) = (Operand(first, parameter), Operand(second, parameter));
        if (one.Shape.Length != other.Shape.Length || other.Region != Region.Tile || second.Reads[other.Offset] is not { Pair: null } behind)
        {
            return null;
        }

        return one.Region == Region.Input ? new ValuePair(null, behind, one.Offset) : one.Region == Region.Tile && first.Reads[one.Offset] is { Pair: null } before && before != behind ? new ValuePair(before, behind) : null;
    }

    private static bool Touches(BatchUnit unit, Operand sum) => unit.Calls.SelectMany(call => call.Arguments.OfType<OperandArgument>()).Any(argument =>
        argument.Operand.Region is Region.Accumulator or Region.CommonSum && argument.Operand.Offset < sum.Offset + sum.Shape.Length && sum.Offset < argument.Operand.Offset + argument.Operand.Shape.Length);

    private static Operand Operand(BatchUnit unit, string name) => unit.Calls[0].Arguments.OfType<OperandArgument>().Single(argument => argument.Parameter == name).Operand;
}
