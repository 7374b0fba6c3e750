using Rationale.Gpu.Execution.Batch;
using Rationale.Graph.Lowering;
using Rationale.Graph.Scheduling;

namespace Rationale.Gpu.Execution;

/// <summary>
/// Joins tiled convolutions with what stands behind them: the addition of a residual, and the rectifier or the gate of the sum. It is done while the elements are in registers, so that the convolution's own result is
/// neither written nor read.
/// </summary>
internal static class ConvolutionEndings
{
    /// <summary>The parameter of what is added.</summary>
    public const string Residual = "residual";

    /// <summary>The parameter that says that a rectifier follows the addition.</summary>
    public const string Relu = "relu";

    /// <summary>The launches of a pass, where calls that a convolution has taken in are left out. A convolution that takes in an addition stands before what is left of the launch that began with it.</summary>
    /// <param name="launches">The launches, in order.</param>
    public static IReadOnlyList<BatchLaunch> Join(IReadOnlyList<BatchLaunch> launches)
    {
        List<BatchLaunch> joined = [.. launches];
        for (var i = 0; i < joined.Count; i++)
        {
            if (joined[i] is not { Kind: BatchLaunchKind.Product, Calls: [{ Class: "ConvolutionKernels", Method: "Forward" or "ForwardBias" or "InputGradient" } convolution] } || IsJoined(convolution))
            {
                continue;
            }

            List<KernelCall> calls = [convolution, .. joined.Skip(i + 1).SelectMany(launch => launch.Calls)];
            var add = Addition(calls, 0);
            var target = add < 0 ? -1 : joined.FindIndex(i + 1, launch => ReferenceEquals(launch.Calls[0], calls[add]));
            if (target < 0)
            {
                continue;
            }

            var (call, last) = WithAddition(calls, 0, add);
            var rest = joined[target].Calls.Skip(1).Where(other => last == add || !ReferenceEquals(other, calls[last])).ToList();
            if (last > add && rest.Count > joined[target].Calls.Count - 2)
            {
                // The rectifier or the gate belongs to a later launch.
                continue;
            }

            joined[target] = joined[target] with { Calls = rest };
            joined.Insert(target, joined[i] with { Calls = [call] });
            joined.RemoveAll(launch => launch.Calls.Count == 0);
            joined.RemoveAt(i--);
        }

        return joined;
    }

    /// <summary>Whether a call has taken in an addition.</summary>
    public static bool IsJoined(KernelCall call) => call.Arguments.Any(argument => argument.Parameter == Residual);

    /// <summary>The place of the addition that can be joined with a convolution; -1 where there is none.</summary>
    private static int Addition(List<KernelCall> calls, int convolution)
    {
        var result = Written(calls[convolution]);
        var place = calls.FindIndex(convolution + 1, call => Operands(call).Any(argument => Overlap(argument.Operand, result)));
        if (result.Region != Region.Tile || place < 0 || calls[place] is not { Class: "BinaryKernels", Method: "Add", Arguments.Count: 3 } add)
        {
            return -1;
        }

        var (sum, reads) = (Written(add), Operands(add).Where(argument => !argument.IsWritten).Select(argument => argument.Operand).ToList());
        OperandArgument[] inputs = [.. Operands(calls[convolution]).Where(argument => !argument.IsWritten)];
        var others = reads.Where(operand => !IsSame(operand, result)).ToList();

        // The convolution moves behind what stands between, so that nothing there may write what it reads; and blocks read its inputs while others write the sum.
        return others is [{ Shape.Batched: true } residual] && !Overlap(residual, result) && (IsSame(residual, sum) || !Overlap(residual, sum))
            && calls.GetRange(convolution + 1, place - convolution - 1).SelectMany(Operands).Where(argument => argument.IsWritten).Append(Result(add)).All(written => inputs.All(input => !Overlap(written.Operand, input.Operand)))
            && (IsSame(sum, result) || IsDead(result, calls.Skip(place + 1)))
            ? place : -1;
    }

    /// <summary>Whether nobody reads any part of a value any more before something else stands in its place.</summary>
    private static bool IsDead(Operand value, IEnumerable<KernelCall> later)
    {
        List<(int Start, int End)> parts = [(value.Offset, value.Offset + value.Shape.Length)];
        foreach (var call in later)
        {
            if (Operands(call).Any(argument => (!argument.IsWritten || call.Method == "AddInto") && Remain(argument.Operand)))
            {
                return false;
            }

            foreach (var written in Operands(call).Where(argument => argument.IsWritten && argument.Operand.Region == value.Region).Select(argument => argument.Operand))
            {
                var (start, end) = (written.Offset, written.Offset + written.Shape.Length);
                parts = [.. parts.SelectMany<(int Start, int End), (int Start, int End)>(part => [(part.Start, Math.Min(part.End, start)), (Math.Max(part.Start, end), part.End)]).Where(part => part.Start < part.End)];
            }
        }

        return true;

        bool Remain(Operand operand) => operand.Region == value.Region && parts.Any(part => part.Start < operand.Offset + operand.Shape.Length && operand.Offset < part.End);
    }

    /// <summary>The convolution with the addition, and with the rectifier or the gate that is the next to touch the sum; and the place of the last call that it has taken in.</summary>
    private static (KernelCall Call, int Last) WithAddition(List<KernelCall> calls, int convolution, int add)
    {
        var (own, sum) = (Written(calls[convolution]), Written(calls[add]));
        var residual = Operands(calls[add]).Single(argument => !argument.IsWritten && !IsSame(argument.Operand, own)).Operand;
        List<KernelArgument> arguments = [.. calls[convolution].Arguments.Select(argument => argument is OperandArgument { IsWritten: true } result ? result with { Operand = sum } : argument), new OperandArgument(Residual, residual, IsWritten: false)];
        var last = add;
        var next = calls.FindIndex(add + 1, call => Operands(call).Any(argument => Overlap(argument.Operand, sum)));
        if (next > 0 && calls[next] is { Class: "ElementwiseKernels", Method: "Relu" or "ReluBackward" } ending && IsSame(Written(ending), sum))
        {
            var gates = Operands(ending).Where(argument => !argument.IsWritten && !IsSame(argument.Operand, sum)).ToList();
            var between = calls.GetRange(add + 1, next - add - 1).SelectMany(Operands).Where(argument => argument.IsWritten);
            if (ending.Method == "Relu" && gates.Count == 0)
            {
                last = next;
                arguments.Add(new FlagArgument(Relu, true));
            }
            else if (gates is [{ Parameter: "gate" } gate] && !Overlap(gate.Operand, sum) && between.All(written => !Overlap(written.Operand, gate.Operand)))
            {
                last = next;
                arguments.AddRange([gate, .. ending.Arguments.OfType<NumberArgument>()]);
            }
        }

        return (calls[convolution] with { Arguments = new(arguments) }, last);
    }

    private static List<OperandArgument> Operands(KernelCall call) => [.. call.Arguments.OfType<OperandArgument>()];

    private static OperandArgument Result(KernelCall call) => call.Arguments.OfType<OperandArgument>().Single(argument => argument.IsWritten);

    private static Operand Written(KernelCall call) => Result(call).Operand;

    private static bool IsSame(Operand one, Operand other) => one.Region == other.Region && one.Offset == other.Offset && one.Shape.Batched == other.Shape.Batched && one.Shape.Length == other.Shape.Length;

    private static bool Overlap(Operand one, Operand other) => one.Region == other.Region
        && (one.Region is Region.Input or Region.Output ? one.Offset == other.Offset : one.Offset < other.Offset + other.Shape.Length && other.Offset < one.Offset + one.Shape.Length);
}
