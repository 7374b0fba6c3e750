using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Repetitions and reductions.</summary>
internal static class BroadcastingLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<Broadcast>((_, i) => KernelCall.Of("Binary", "Broadcast", [i.Read(0, "x"), i.Write("y"), .. Repetition(i.Inputs[0].Shape, i.Output.Shape)]));
        table.Add<SumTo>((_, i) => KernelCall.Of("Reduce", "Sum", [i.Read(0, "x"), i.Write("y"), .. Repetition(i.Output.Shape, i.Inputs[0].Shape), i.Accumulate()]));
        table.Add<SumOfSquares>((_, i) => KernelCall.Of("Reduce", "SumOfSquares", i.Read(0, "x"), i.Write("y"), i.Accumulate()));
    }
}
