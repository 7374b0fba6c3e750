using Rationale.Graph;
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
/// <param name="Bytes">Bytes of all operands, each once a kernel; by tiles only those of the sums, because all else stays with the blocks.</param>
/// <param name="Tiled">The convolutions that are tiled; the others have a thread for each element of the result.</param>
internal readonly record struct StepCounts(int Launches, long Products, long Convolutions, long Others, long Bytes, IReadOnlyList<ConvolutionTiles> Tiled)
{
    /// <summary>All operations.</summary>
    public long Operations => Products + Convolutions + Others;

    /// <summary>Operations of convolutions that are not tiled.</summary>
    public long DirectConvolutions => Convolutions - Tiled.Sum(tiles => tiles.Needed);

    /// <summary>A step over the whole batch.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="tilesAll">Whether all convolutions are tiled, however small.</param>
    public static StepCounts WholeBatch(Schedule schedule, int examples, bool tilesAll = false)
    {
        var groups = new Groups(schedule, examples, tilesAll);
        var passes = schedule.Passes.Sum(pass => groups.OfPass(pass.Tile)) + schedule.Passes.Skip(1).Count(pass => pass.Sums.Count > 0);
        var cost = Cost.Compute(schedule, examples);
        List<ConvolutionTiles> tiled = [.. schedule.Passes.SelectMany(pass => groups.Tiled(pass.Tile))];
        var elements = cost.ElementsRead + cost.ElementsWritten - (examples * schedule.Passes.Sum(pass => groups.OfTile(pass.Tile).Sum(ConvolutionEndings.Saved)));
        return Create(schedule, examples, groups.Around + passes, (sizeof(float) * elements) + (2 * tiled.Sum(tiles => tiles.PartBytes)), tiled);
    }

    /// <summary>A step by tiles.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="blocks">Blocks that fill the device; each has sums of its own, which it writes and which are read again.</param>
    public static StepCounts Tiles(Schedule schedule, int examples, int blocks) => Create(
        schedule,
        examples,
        new Groups(schedule, examples).Around + schedule.Passes.Sum(pass => pass.Sums.Count > 0 ? 2 : 1),
        2L * sizeof(float) * Math.Min(blocks, examples) * schedule.Lengths.Accumulators,
        []);

    private static StepCounts Create(Schedule schedule, int examples, int launches, long bytes, IReadOnlyList<ConvolutionTiles> tiled)
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

        return new StepCounts(launches, products, convolutions, others, bytes, tiled);
    }

    private static IEnumerable<Instruction> Instructions(Schedule schedule) => schedule.Prologue.Concat(schedule.Passes.SelectMany(pass => pass.Tile.Concat(pass.Epilogue)));

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

        /// <summary>Launches of a pass, and those that add the parts of its weight gradients.</summary>
        public int OfPass(EquatableArray<Instruction> instructions) => LaunchParts.OfPass(OfTile(instructions), IsAlone, IsTiled).Count + Convolutions<float>.SumsOf(Tiled(instructions));

        /// <summary>The calls of a pass.</summary>
        public IReadOnlyList<KernelCall> OfTile(EquatableArray<Instruction> instructions) => ConvolutionEndings.Join(Calls(instructions), IsTiled);

        /// <summary>The convolutions of a pass that are tiled.</summary>
        public IEnumerable<ConvolutionTiles> Tiled(IEnumerable<Instruction> instructions) => Calls(instructions).Select(Tiles).OfType<ConvolutionTiles>();

        private IReadOnlyList<IReadOnlyList<KernelCall>> PartsAround(IEnumerable<Instruction> instructions) => LaunchParts.Around(Calls(instructions), IsAlone);

        private IEnumerable<KernelCall> Calls(IEnumerable<Instruction> instructions) => instructions.SelectMany(_lowering.Lower);

        private bool IsAlone(KernelCall call) => Products<float>.IsLarge(call, examples);

        private bool IsTiled(KernelCall call) => Tiles(call) is not null;

        private ConvolutionTiles? Tiles(KernelCall call) => ConvolutionTiles.For(call, examples) is { } tiles && (tilesAll || GpuCost.IsTiled(tiles)) ? tiles : null;
    }
}
