using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>
/// The instructions of a pass as units that know what they need. A place in the arena that the schedule uses for several values, one after the other, is as many values here, so that only what reads a value must wait for it.
/// </summary>
internal sealed class BatchGraph
{
    private readonly List<BatchUnit> _units = [];
    private readonly Dictionary<int, BatchValue> _standing = [];
    private readonly int _examples;

    private BatchGraph(int examples) => _examples = examples;

    /// <summary>The units of a pass in the order of the schedule; null where a value is read in parts, which then keeps the places of the schedule.</summary>
    /// <param name="instructions">The instructions.</param>
    /// <param name="lowering">What their calls are.</param>
    /// <param name="isLarge">Whether a call is a large product.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="keptWidth">Elements of an example that may be kept so that products over them are joined.</param>
    public static IReadOnlyList<BatchUnit>? TryCreate(IEnumerable<Instruction> instructions, BlockLowering lowering, Func<KernelCall, bool> isLarge, int examples, int keptWidth)
    {
        var graph = new BatchGraph(examples);
        return instructions.All(instruction => graph.TryAdd(lowering.Lower(instruction), isLarge)) ? JoinedProducts.Join(graph._units, keptWidth) : null;
    }

    private bool TryAdd(IReadOnlyList<KernelCall> calls, Func<KernelCall, bool> isLarge)
    {
        if (calls.Count == 0)
        {
            return true;
        }

        var operands = calls.SelectMany(call => call.Arguments.OfType<OperandArgument>()).ToList();
        var written = operands.First(argument => argument.IsWritten).Operand;
        if (operands.Any(argument => argument.IsWritten && (argument.Operand.Region, argument.Operand.Offset, argument.Operand.Shape.Length) != (written.Region, written.Offset, written.Shape.Length)))
        {
            return false;
        }

        var unit = new BatchUnit
        {
            Calls = calls,
            Index = _units.Count,
            IsLarge = calls.Count == 1 && isLarge(calls[0]),
            IsSum = !written.Shape.Batched,
        };
        foreach (var read in operands.Where(argument => !argument.IsWritten && argument.Operand.Region == Region.Tile).Select(argument => argument.Operand))
        {
            if (!_standing.TryGetValue(read.Offset, out var value) || value.Length != read.Shape.Length)
            {
                return false;
            }

            unit.Reads[read.Offset] = value;
            unit.Needs.Add(value.Writer);
            value.Readers.Add(unit);
        }

        foreach (var earlier in _units.Where(earlier => Touch(earlier, operands)))
        {
            unit.Needs.Add(earlier);
        }

        unit.IsChained = !unit.IsLarge && calls.All(call => ChainRule.Includes(call, _examples)) && (!unit.IsSum || calls.Count == 1);
        _units.Add(unit);
        if (written.Region == Region.Tile)
        {
            foreach (var over in _standing.Where(standing => standing.Key < written.Offset + written.Shape.Length && written.Offset < standing.Key + standing.Value.Length).Select(standing => standing.Key).ToList())
            {
                _standing.Remove(over);
            }

            _standing[written.Offset] = unit.Output = new BatchValue(unit, written.Shape.Length);
        }
        else if (unit is { IsChained: true, IsSum: true })
        {
            LeaveParts(unit, written);
        }

        return true;
    }

    /// <summary>Makes a sum over the batch two: each block leaves the part of its examples, and the parts are added later.</summary>
    private void LeaveParts(BatchUnit unit, Operand sum)
    {
        var (call, tiles) = (unit.Calls[0], _examples / ChainRule.ExamplesOfTile(_examples));
        var offset = -1 - unit.Index;
        var parts = new Operand(Region.Tile, offset, Shape.Unbatched(tiles, sum.Shape.Length), $"parts of {sum.Label}");
        unit.Calls = [call with { Arguments = new EquatableArray<KernelArgument>(call.Arguments.Select(argument => argument switch
        {
            OperandArgument { IsWritten: true } written => written with { Operand = parts },
            FlagArgument { Parameter: "accumulate" } flag => flag with { Value = false },
            _ => argument,
        })) }];
        unit.IsSum = false;
        unit.Output = new BatchValue(unit, sum.Shape.Length) { IsParts = true };
        KernelArgument[] arguments =
        [
            new OperandArgument("x", parts, IsWritten: false),
            new OperandArgument("y", sum, IsWritten: true),
            new ExtentArgument("outer", tiles),
            new ExtentArgument("middle", sum.Shape.Length),
            new ExtentArgument("inner", 1),
            call.Arguments.OfType<FlagArgument>().Single(flag => flag.Parameter == "accumulate"),
        ];
        var total = new BatchUnit { Calls = [KernelCall.Create("ReduceKernels", "Sum", arguments)], Index = _units.Count, IsSum = true };
        total.Reads[offset] = unit.Output;
        total.Needs.Add(unit);
        unit.Output.Readers.Add(total);
        foreach (var earlier in unit.Needs.Where(earlier => earlier.IsSum).ToList())
        {
            unit.Needs.Remove(earlier);
            total.Needs.Add(earlier);
        }

        _units.Add(total);
    }

    /// <summary>Whether an earlier unit and these operands touch one place outside the arena that one of them writes.</summary>
    private static bool Touch(BatchUnit earlier, IReadOnlyList<OperandArgument> operands) => earlier.Calls.SelectMany(call => call.Arguments.OfType<OperandArgument>()).Any(one => one.Operand.Region != Region.Tile && operands.Any(other =>
        (one.IsWritten || other.IsWritten) && IsSum(one.Operand.Region) == IsSum(other.Operand.Region) && (IsSum(one.Operand.Region) || one.Operand.Region == other.Operand.Region) && Overlap(one.Operand, other.Operand)));

    private static bool IsSum(Region region) => region is Region.Accumulator or Region.CommonSum;

    private static bool Overlap(Operand one, Operand other) => one.Region is Region.Input or Region.Output
        ? one.Offset == other.Offset
        : one.Offset < other.Offset + other.Shape.Length && other.Offset < one.Offset + one.Shape.Length;
}
