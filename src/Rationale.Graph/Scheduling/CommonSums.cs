using Rationale.Graph.Operators;

namespace Rationale.Graph.Scheduling;

/// <summary>
/// Finds the sums over the batch that stand once for all workers: gradients of large matrices, which would take more memory than everything else of a step if each worker had its own. They are products alone,
/// because a product is long enough to be added in turn, block by block.
/// </summary>
internal static class CommonSums
{
    /// <summary>The instructions of a tile, those that add to a common sum saying so in their places.</summary>
    /// <param name="tile">All instructions of a pass for a tile.</param>
    /// <param name="length">Elements from which on a sum is common.</param>
    public static IReadOnlyList<Instruction> Mark(IReadOnlyList<Instruction> tile, int length)
    {
        var common = new HashSet<int>(tile.Where(instruction => instruction.Output.Region == Region.Accumulator).GroupBy(instruction => instruction.Output.Offset)
            .Where(terms => terms.First().Output.Shape is var shape && shape.Length >= length && terms.All(term => IsProduct(term) && term.Output.Shape == shape))
            .Select(terms => terms.Key));
        return common.Count == 0 ? tile : [.. tile.Select(instruction => instruction.Output is { Region: Region.Accumulator } output && common.Contains(output.Offset)
            ? instruction with { Output = output with { Region = Region.CommonSum } }
            : instruction)];
    }

    /// <summary>The common sums of all passes, as ranges of the accumulators in their order.</summary>
    public static EquatableArray<Range> Of(IEnumerable<IReadOnlyList<Instruction>> tiles) => new(tiles.SelectMany(tile => tile)
        .Where(instruction => instruction.Output.Region == Region.CommonSum)
        .Select(instruction => new Range(instruction.Output.Offset, instruction.Output.Shape.Length))
        .Distinct()
        .OrderBy(range => range.Start));

    private static bool IsProduct(Instruction instruction) => instruction.Operator is MatMulOp && instruction.Inputs[0].Shape.Batched;
}
