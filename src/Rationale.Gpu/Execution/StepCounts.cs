using Rationale.Gpu.Execution.Batch;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>What a training step is made of: what estimates are computed from, and what can be said about a card without one.</summary>
/// <param name="Launches">Launches, with those that bring the examples and move the parameters.</param>
/// <param name="Products">Operations of products, of matrices or of patches, over the whole batch.</param>
/// <param name="Convolutions">Operations of convolutions.</param>
/// <param name="Others">All other operations.</param>
/// <param name="Bytes">
/// Bytes of all operands, each once a launch, with those that bring the examples and move the parameters by Adam; by tiles of the operands only those of the sums, because all else stays with the blocks.
/// </param>
/// <param name="Waits">Places where the threads of a block wait for each other, between the calls that it makes for its own examples.</param>
/// <param name="LargeProducts">Of the products those that are launches by themselves: operations and bytes of each, which are part of the others.</param>
/// <param name="Tiled">The convolutions that are tiled; the others have a thread for each element of the result.</param>
internal readonly record struct StepCounts(int Launches, long Products, long Convolutions, long Others, long Bytes, int Waits, IReadOnlyList<(long Operations, long Bytes)> LargeProducts, IReadOnlyList<ConvolutionTiles> Tiled)
{
    /// <summary>Bytes of a parameter that Adam moves: its gradient is read to look for what is not finite and to move it, and it and its two moments are read and written.</summary>
    private const long BytesOfUpdate = 8 * sizeof(float);

    /// <summary>All operations.</summary>
    public long Operations => Products + Convolutions + Others;

    /// <summary>Operations of convolutions that are not tiled.</summary>
    public long DirectConvolutions => Convolutions - Tiled.Sum(tiles => tiles.Needed);

    /// <summary>A step over the whole batch.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="tilesAll">Whether all convolutions are tiled, however small.</param>
    /// <param name="isRepeated">Whether it runs often.</param>
    public static StepCounts WholeBatch(Schedule schedule, int examples, bool tilesAll = false, bool isRepeated = true)
    {
        var groups = new Groups(schedule, examples, tilesAll);
        var program = BatchProgram.Create(schedule, examples, groups.IsAlone, isRepeated: isRepeated);
        var launches = program.Passes.SelectMany(pass => pass).ToList();
        List<List<ConvolutionTiles>> tiled = [.. program.Passes.Select(pass => pass.SelectMany(launch => launch.Calls).Select(groups.Tiles).OfType<ConvolutionTiles>().ToList())];
        var cleared = program.Cleared.SelectMany(ranges => ranges).Sum(range => (long)range.Length);
        return Create(
            schedule,
            examples,
            groups.Around + launches.Count + tiled.Sum(Convolutions<float>.SumsOf) + program.Cleared.Skip(1).Count(ranges => ranges.Count > 0),
            BytesAround(schedule, examples) + (sizeof(float) * cleared) + launches.Sum(launch => BytesOf(launch, examples)) + (2 * tiled.SelectMany(pass => pass).Sum(tiles => tiles.PartBytes)),
            launches.Where(launch => launch.Kind == BatchLaunchKind.Chain).Sum(launch => BlockGroups.From(launch.Calls).Count - 1),
            [.. launches.Where(launch => launch.Kind == BatchLaunchKind.Product && groups.Tiles(launch.Calls[0]) is null).Select(launch => (OperationsOf(launch.Calls[0], examples), BytesOf(launch, examples)))],
            [.. tiled.SelectMany(pass => pass)]);
    }

    /// <summary>A step by tiles.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="blocks">Blocks that fill the device; each has sums of its own, which it writes and which are read again.</param>
    public static StepCounts Tiles(Schedule schedule, int examples, int blocks) => Create(
        schedule,
        examples,
        new Groups(schedule, examples).Around + schedule.Passes.Sum(pass => pass.Sums.Count > 0 ? 2 : 1),
        BytesAround(schedule, examples) + (2L * sizeof(float) * Math.Min(blocks, examples) * schedule.Lengths.Accumulators),
        schedule.Passes.Sum(pass => BlockGroups.From(pass.Tile.SelectMany(new BlockLowering(schedule).Lower)).Count - 1),
        [],
        []);

    private static StepCounts Create(Schedule schedule, int examples, int launches, long bytes, int waits, IReadOnlyList<(long Operations, long Bytes)> large, IReadOnlyList<ConvolutionTiles> tiled)
    {
        long products = 0, convolutions = 0, others = 0;
        foreach (var instruction in Instructions(schedule))
        {
            var operations = Cost.Compute(instruction, examples).Operations;
            switch (instruction.Operator)
            {
                case PanelProductOp or MatrixProductOp or MatMulOp:
                    products += operations;
                    break;
                case PanelConvolutionOp or PanelConvolutionInputGradientOp or ConvolutionOp or ConvolutionInputGradientOp or ConvolutionWeightGradientOp:
                    convolutions += operations;
                    break;
                default:
                    others += operations;
                    break;
            }
        }

        return new StepCounts(launches, products, convolutions, others, bytes, waits, large, tiled);
    }

    private static IEnumerable<Instruction> Instructions(Schedule schedule) => schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)));

    /// <summary>Examples are read and written where steps find them; then the update.</summary>
    private static long BytesAround(Schedule schedule, int examples) => (2L * sizeof(float) * examples * schedule.Inputs.Sum(input => (long)input.Shape.Length)) + (BytesOfUpdate * schedule.Lengths.Parameters);

    /// <summary>Each value once, however many calls of the launch touch it; a sum that is added to is read and written.</summary>
    private static long BytesOf(BatchLaunch launch, int examples)
    {
        var operands = launch.Calls.SelectMany(call => call.Arguments.OfType<OperandArgument>()).Select(argument => argument.Operand).DistinctBy(operand => (operand.Region, operand.Offset, operand.Shape.Length));
        var added = launch.Calls.Where(call => call.Arguments.OfType<FlagArgument>().Any(flag => flag is { Parameter: "accumulate", Value: true })).SelectMany(call => call.Arguments.OfType<OperandArgument>()).Where(argument => argument.IsWritten).Select(argument => argument.Operand);
        return sizeof(float) * operands.Concat(added).Sum(operand => (long)operand.Shape.Length * (operand.Shape.Batched ? examples : 1));
    }

    private static long OperationsOf(KernelCall product, int examples) => product.Arguments.OfType<ExtentArgument>().Where(size => size.Parameter is "m" or "k" or "n").Aggregate(2L, (operations, size) => operations * size.Extent.For(examples));

    /// <summary>Launches as <see cref="LaunchQueue{T}"/> joins them.</summary>
    private sealed class Groups(Schedule schedule, int examples, bool tilesAll = false)
    {
        private readonly BlockLowering _lowering = new(schedule);

        /// <summary>
        /// Launches around the passes: the first of what needs no examples goes with those that bring them, what looks at the sums goes with the last single numbers, and the update is one.
        /// </summary>
        public int Around
        {
            get
            {
                var prologue = PartsAround(schedule.Prologue).Count;
                var epilogues = schedule.Passes.Select(pass => PartsAround(pass.Epilogue)).ToList();
                var looks = epilogues[^1].Count > 0 && epilogues[^1][^1].All(BlockGroups.IsSingle) ? 0 : 1;
                return Math.Max(1, prologue) + epilogues.Sum(parts => parts.Count) + looks + 1;
            }
        }

        public bool IsAlone(KernelCall call) => Products<float>.IsLarge(call, examples) || Tiles(call) is not null;

        /// <summary>How a convolution is tiled; null where it is not.</summary>
        public ConvolutionTiles? Tiles(KernelCall call) => ConvolutionTiles.For(call, examples) is { } tiles && (tilesAll || GpuCost.IsTiled(tiles)) ? tiles : null;

        private IReadOnlyList<IReadOnlyList<KernelCall>> PartsAround(IEnumerable<Instruction> instructions) => LaunchParts.Around(Calls(instructions), IsAlone);

        private IEnumerable<KernelCall> Calls(IEnumerable<Instruction> instructions) => instructions.SelectMany(_lowering.Lower);
    }
}
