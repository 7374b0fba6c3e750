using Rationale.Graph.Lowering.Blocks;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>
/// The time of a step, estimated from counts: launches, bytes and operations. It need not be exact, only to tell narrow models from wide ones; the speeds are those of a large card, and both ways
/// scale alike on a small one.
/// </summary>
internal static class GpuCost
{
    /// <summary>A launch that waits for the one before it, with the start and the end of its blocks.</summary>
    private const double MicrosecondsOfLaunch = 4;
    private const double BytesPerMicrosecond = 2e6;

    /// <summary>Operations a microsecond of a product over the whole batch, with shared memory or by cuBLAS.</summary>
    private const double BatchOperations = 2e7;

    /// <summary>Operations a microsecond of a product over few examples, whose matrices come from the cache for every tile.</summary>
    private const double TileOperations = 5e6;

    /// <summary>Microseconds of a step by tiles.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="blocks">Blocks that fill the device, four for each multiprocessor; a batch of fewer examples leaves some of them idle.</param>
    public static double Tiles(Schedule schedule, int examples, int blocks)
    {
        var launches = schedule.Passes.Sum(pass => 1 + pass.Sums.Count + pass.Epilogue.Count) + schedule.Prologue.Count(instruction => instruction.Operator is not Graph.Scheduling.PackOp) + 1;
        var sums = 2.0 * sizeof(float) * Math.Min(blocks, examples) * schedule.Lengths.Accumulators;
        return (launches * MicrosecondsOfLaunch) + (sums / BytesPerMicrosecond) + (Cost.Compute(schedule, examples).Operations / (TileOperations * Math.Min(1, 4.0 * examples / blocks)));
    }

    /// <summary>Microseconds of a step over the whole batch.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    public static double WholeBatch(Schedule schedule, int examples)
    {
        var lowering = new BlockLowering(schedule);
        var instructions = schedule.Passes.Select(pass => pass.Tile.Concat(pass.Epilogue)).Prepend(schedule.Prologue);
        var launches = instructions.Sum(part => BlockGroups.From(part.SelectMany(lowering.Lower)).Count) + 1;
        var cost = Cost.Compute(schedule, examples);
        return (launches * MicrosecondsOfLaunch) + (sizeof(float) * (cost.ElementsRead + cost.ElementsWritten) / BytesPerMicrosecond) + (cost.Operations / BatchOperations);
    }
}
