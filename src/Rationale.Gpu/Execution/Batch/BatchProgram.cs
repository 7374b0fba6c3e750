using Rationale.Execution;
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
    /// <summary>The calls that are launches of products, in order.</summary>
    public IEnumerable<KernelCall> Products => Passes.SelectMany(pass => pass).Where(launch => launch.Kind == BatchLaunchKind.Product).Select(launch => launch.Calls[0]);

    /// <summary>Makes the launches.</summary>
    /// <param name="schedule">The program.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="isLarge">Whether a call is a large product.</param>
    /// <param name="accumulates">Whether sums are added to what other examples have left; otherwise what adds first writes.</param>
    /// <param name="isRepeated">Whether it runs often, so that kernels of its own are worth compiling; otherwise its launches are those that many programs share.</param>
    /// <param name="takesIn">Whether convolutions take in the additions behind them.</param>
    public static BatchProgram Create(Schedule schedule, int examples, Func<KernelCall, bool> isLarge, bool accumulates = false, bool isRepeated = true, bool takesIn = true)
    {
        var (lowering, layout, width) = (new BlockLowering(schedule), ProgramLayout.FromSchedule(schedule), schedule.Lengths.TileWidth);
        var (passes, cleared) = (new List<IReadOnlyList<BatchLaunch>>(), new List<IReadOnlyList<SumRange>>());
        for (var pass = 0; pass < schedule.Passes.Count; pass++)
        {
            var (launches, needed) = (isRepeated ? Chains(schedule.Passes[pass], lowering, isLarge, examples, schedule.Lengths.TileWidth) : null) ?? (Grids(schedule.Passes[pass], lowering, isLarge), 0);
            (launches, var ranges) = accumulates ? (launches, layout.SumsOf(pass)) : FirstWrites.Apply(launches, layout.SumsOf(pass));
            width = Math.Max(width, needed);
            passes.Add(takesIn ? ConvolutionEndings.Join(launches) : launches);
            cleared.Add(ranges);
        }

        return new BatchProgram(passes, cleared, width);
    }

    /// <summary>Launches in an order and with places of their own; null where a value is read in parts.</summary>
    private static (IReadOnlyList<BatchLaunch> Launches, int Width)? Chains(Pass pass, BlockLowering lowering, Func<KernelCall, bool> isLarge, int examples, int width) =>
        BatchGraph.TryCreate(pass.Tile, lowering, isLarge, examples, width) is { } units ? BatchPlaces.Choose(LaunchOrder.Compute(units, keptWidth: width / 2)) : null;

    /// <summary>Launches in the order and with the places of the schedule: neighbors that need not wait for each other.</summary>
    private static IReadOnlyList<BatchLaunch> Grids(Pass pass, BlockLowering lowering, Func<KernelCall, bool> isLarge) =>
        [.. LaunchParts.OfPass(pass.Tile.SelectMany(lowering.Lower), isLarge).Select(calls => new BatchLaunch(isLarge(calls[0]) ? BatchLaunchKind.Product : BatchLaunchKind.Grid, calls))];
}
