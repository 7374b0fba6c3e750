using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Repetitions and reductions.</summary>
internal static class BroadcastingLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<BroadcastOp>((_, i) => KernelCall.Create("BinaryKernels", "Broadcast", [i.Read(0, "x"), i.Write("y"), .. Repetition(i.Inputs[0].Shape, i.Output.Shape)]));
        table.Add<SumToOp>((_, i) => KernelCall.Create("ReduceKernels", "Sum", [i.Read(0, "x"), i.Write("y"), .. Repetition(i.Output.Shape, i.Inputs[0].Shape), i.Accumulate()]));
        table.Add<SumOfSquaresOp>((_, i) => KernelCall.Create("ReduceKernels", "SumOfSquares", i.Read(0, "x"), i.Write("y"), i.Accumulate()));
    }
}
