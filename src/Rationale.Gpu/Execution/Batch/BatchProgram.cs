using Rationale.Execution;
using Rationale.Graph;
using Rationale.Graph.Lowering;
using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>The passes of a schedule as launches over a number of examples.</summary>
/// <param name="Passes">The launches of each pass, in order.</param>
/// <param name="Cleared">For each pass, the ranges of the accumulators that must be cleared before it, because it only adds to them.</param>
/// <param name="Width">Elements of an example in the arena.</param>
internal sealed record BatchProgram(IReadOnlyList<IReadOnlyList<BatchLaunch>> Passes, IReadOnlyList<IReadOnlyList<SumRange>> Cleared, int Width)
{
    /// <summary>Makes the launches.</summary>
    /// <param name="schedule">The program.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="isLarge">Whether a call is a large product.</param>
    /// <param name="accumulates">Whether sums are added to what other examples have left; otherwise what adds first writes.</param>
    public static BatchProgram Create(Schedule schedule, int examples, Func<KernelCall, bool> isLarge, bool accumulates = false)
    {
        var (lowering, layout, width) = (new BlockLowering(schedule), ProgramLayout.FromSchedule(schedule), schedule.Lengths.TileWidth);
        var (passes, cleared) = (new List<IReadOnlyList<BatchLaunch>>(), new List<IReadOnlyList<SumRange>>());
        for (var pass = 0; pass < schedule.Passes.Count; pass++)
        {
            var (launches, needed) = Launches(schedule.Passes[pass], lowering, isLarge, examples, schedule.Lengths.TileWidth);
            (launches, var ranges) = accumulates ? (launches, layout.SumsOf(pass)) : FirstWrites.Apply(launches, layout.SumsOf(pass));
            width = Math.Max(width, needed);
            passes.Add(launches);
            cleared.Add(ranges);
        }

        return new BatchProgram(passes, cleared, width);
    }

    private static (IReadOnlyList<BatchLaunch> Launches, int Width) Launches(Pass pass, BlockLowering lowering, Func<KernelCall, bool> isLarge, int examples, int width) =>
        BatchGraph.TryCreate(pass.Tile, lowering, isLarge, examples, width) is { } units
            ? BatchPlaces.Choose(BatchOrder.Compute(units, keptWidth: width / 2))
            : ([.. LaunchParts.OfPass(pass.Tile.SelectMany(lowering.Lower), isLarge).Select(calls => new BatchLaunch(isLarge(calls[0]) ? BatchLaunchKind.Product : BatchLaunchKind.Grid, calls))], 0);
}
