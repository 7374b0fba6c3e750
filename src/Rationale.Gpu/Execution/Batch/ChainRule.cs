using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution.Batch;

/// <summary>
/// Which calls blocks may compute for their own examples, one after the other in one launch: those of little work for an example, for which fewer threads than the whole device has are enough. The sizes are those of a large card and the
/// same on all devices, so that all run the same launches.
/// </summary>
internal static class ChainRule
{
    /// <summary>Elements of a sum over the batch of which each block may leave its part.</summary>
    public const int LongestSum = 16;

    private const int Blocks = 528;
    private const int Threads = 256;

    /// <summary>Rounds of the threads, of about a quarter of a microsecond, that a call may take beyond those that all threads of the device would: together less than a launch.</summary>
    private const long LongestDelay = 16;

    /// <summary>Terms of an element that take about as long as a round.</summary>
    private const int TermsOfRound = 16;

    private static readonly HashSet<string> Classes = ["ElementwiseKernels", "BinaryKernels", "ReduceKernels", "SoftmaxKernels", "GemmKernels", "SelectionKernels", "DropoutKernels", "PoolingKernels", "ResizeKernels"];

    /// <summary>The examples that a block takes through a chain together: as many as leave each block of the device some, and divide the batch.</summary>
    public static int ExamplesOfTile(int examples)
    {
        var most = Math.Max(1, examples / Blocks);
        return Enumerable.Range(0, most).Select(less => most - less).First(size => examples % size == 0);
    }

    /// <summary>Whether a call may be in a chain.</summary>
    /// <param name="call">The call.</param>
    /// <param name="examples">Examples of the batch.</param>
    public static bool Includes(KernelCall call, int examples)
    {
        var operands = call.Arguments.OfType<OperandArgument>().ToList();
        var written = operands.Single(argument => argument.IsWritten).Operand;
        if (!Classes.Contains(call.Class) || call.Method == "ScatterAdd" || operands.Any(argument => argument.Operand.Region is Region.Input or Region.Tile or Region.Output && !argument.Operand.Shape.Batched))
        {
            return false;
        }

        var read = operands.Where(argument => !argument.IsWritten && argument.Operand.Shape.Batched).Select(argument => argument.Operand.Shape.Length).DefaultIfEmpty(1).Max();
        if (!written.Shape.Batched)
        {
            return call.Class == "ReduceKernels" && written.Shape.Length <= LongestSum && read > 0 && Delay(read, examples) <= LongestDelay;
        }

        var length = written.Shape.Length;
        var terms = call.Arguments.OfType<ExtentArgument>().FirstOrDefault(argument => call.Class == "GemmKernels" && argument.Parameter == "k")?.Extent.For(1) ?? Math.Max(1, read / length);
        return Delay(length, examples) * Math.Max(1, terms / TermsOfRound) <= LongestDelay;
    }

    private static long Delay(int length, int examples)
    {
        var rounds = (examples + Blocks - 1L) / Blocks * ((length + Threads - 1) / Threads);
        return rounds - ((((long)examples * length) + (Blocks * Threads) - 1) / (Blocks * Threads));
    }
}
