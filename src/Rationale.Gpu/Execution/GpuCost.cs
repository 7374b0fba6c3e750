using Rationale.Execution;
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

    /// <summary>From one call that a block makes for its own examples to the next that waits for it: what is left of a prototype's step of thirty such calls (112) without its launches.</summary>
    private const double MicrosecondsOfWait = 0.5;

    /// <summary>Operations a microsecond of a product over the whole batch, with shared memory or by cuBLAS.</summary>
    private const double BatchOperations = 2e7;

    /// <summary>Operations a microsecond of a convolution, whose threads read image and filters from the caches for each element of the result.</summary>
    private const double DirectOperations = 5e6;

    /// <summary>
    /// Operations a microsecond of a convolution by tiles. A thread multiplies 128 times for twelve reads of four numbers from shared memory and about a hundred instructions that bring the next
    /// numbers, so that half of a card's 67 TFLOP/s is the most that can be expected; half of that again is for what blocks wait for memory and each other.
    /// </summary>
    private const double TiledOperations = 1.5e7;

    /// <summary>Operations a microsecond of a product over few examples, whose matrices come from the cache for every tile.</summary>
    private const double TileOperations = 5e6;

    /// <summary>Multiprocessors of the card whose speeds these are.</summary>
    private const double Multiprocessors = 132;

    /// <summary>What opening a device takes, and what compiling a kernel does.</summary>
    private const double MicrosecondsOfStart = 5e5;
    private const double MicrosecondsOfKernel = 2e5;

    /// <summary>Operations and bytes a microsecond of one core.</summary>
    private const double CoreOperations = 3e4;
    private const double CoreBytes = 1e4;

    /// <summary>What a step costs on the cores however small it is.</summary>
    private const double MicrosecondsOfCpuStep = 5;

    /// <summary>Runs of a program that is asked for now and then, such as predictions, and examples of a run.</summary>
    private const long UsualRuns = 1000;
    private const int UsualExamples = 1024;

    /// <summary>Bytes a microsecond from the host to a card.</summary>
    private const double BusBytes = 1.2e4;

    /// <summary>Microseconds of a whole training, or of usual use, on a card with its start, and on the cores of this machine.</summary>
    /// <param name="plan">The program.</param>
    /// <param name="multiprocessors">Those of the card.</param>
    /// <param name="workers">Cores that would work.</param>
    public static (double Gpu, double Cpu) Choice(StepPlan plan, int multiprocessors, int workers)
    {
        var (schedule, isTraining) = (plan.Schedule, plan.BatchExamples > 0);
        var (examples, runs) = (isTraining ? plan.BatchExamples : UsualExamples, plan.Steps > 0 ? plan.Steps : UsualRuns);
        var byTiles = plan.Tiles.Count > 0 && Tiles(schedule, examples, 4 * multiprocessors) < WholeBatch(schedule, examples, isRepeated: isTraining);
        var (step, kernels) = byTiles ? (Tiles(schedule, examples, 4 * multiprocessors), schedule.Passes.Count + 6) : (WholeBatch(schedule, examples, isRepeated: isTraining), Math.Min(StepCounts.WholeBatch(schedule, examples, isRepeated: isTraining).Launches, 60));

        // A training keeps its data on the card; what is used now and then brings them each time.
        var columns = plan.Layout.Inputs.Sum(input => (long)input.Width) + plan.Layout.Outputs.Sum(output => (long)output.Width);
        var transfer = isTraining ? 0 : sizeof(float) * columns * examples / BusBytes;
        var gpu = MicrosecondsOfStart + (kernels * MicrosecondsOfKernel) + (runs * ((step * Math.Max(1, Multiprocessors / multiprocessors)) + transfer));
        var cost = Cost.Compute(schedule, examples);
        var bytes = sizeof(float) * (cost.ElementsRead + cost.ElementsWritten);
        return (gpu, runs * (MicrosecondsOfCpuStep + Math.Max(cost.Operations / (workers * CoreOperations), bytes / (workers * CoreBytes))));
    }

    /// <summary>Whether a convolution is faster by tiles than with a thread for each element of its result: tiles multiply more, where channels do not fill them, but at another rate.</summary>
    public static bool IsTiled(in ConvolutionTiles tiles) => MicrosecondsOf(tiles) + (2 * tiles.PartBytes / BytesPerMicrosecond) < tiles.Needed / DirectOperations;

    /// <summary>Microseconds of a convolution by tiles; fewer blocks than multiprocessors leave some of them idle.</summary>
    public static double MicrosecondsOf(in ConvolutionTiles tiles) => tiles.Operations / (TiledOperations * Math.Min(1, tiles.Blocks / Multiprocessors));

    /// <summary>Microseconds of a step by tiles.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="blocks">Blocks that fill the device, four for each multiprocessor; a batch of fewer examples leaves some of them idle.</param>
    public static double Tiles(Schedule schedule, int examples, int blocks)
    {
        var counts = StepCounts.Tiles(schedule, examples, blocks);
        return (counts.Launches * MicrosecondsOfLaunch) + (counts.Waits * MicrosecondsOfWait) + (counts.Bytes / BytesPerMicrosecond) + (counts.Operations / (TileOperations * Math.Min(1, 4.0 * examples / blocks)));
    }

    /// <summary>Microseconds of a step over the whole batch.</summary>
    /// <param name="schedule">The step.</param>
    /// <param name="examples">Examples of the batch.</param>
    /// <param name="productOperations">Operations a microsecond of products; those of a library are more.</param>
    /// <param name="isRepeated">Whether it runs often, as a step does.</param>
    public static double WholeBatch(Schedule schedule, int examples, double productOperations = BatchOperations, bool isRepeated = true)
    {
        var counts = StepCounts.WholeBatch(schedule, examples, isRepeated: isRepeated);

        // A large product reads and writes while it multiplies: it takes as long as the slower of both.
        var large = counts.LargeProducts.Sum(product => Math.Max(product.Operations / productOperations, product.Bytes / BytesPerMicrosecond));
        var small = (counts.Products - counts.LargeProducts.Sum(product => product.Operations)) / BatchOperations;
        return (counts.Launches * MicrosecondsOfLaunch) + (counts.Waits * MicrosecondsOfWait) + ((counts.Bytes - counts.LargeProducts.Sum(product => product.Bytes)) / BytesPerMicrosecond) + large + small
            + (counts.DirectConvolutions / DirectOperations) + counts.Tiled.Sum(tiles => MicrosecondsOf(tiles));
    }
}
