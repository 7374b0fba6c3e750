using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators over classes.</summary>
internal static class SoftmaxLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<SoftmaxOp>((_, i) => LastAxis(i, "SoftmaxKernels", "Probabilities"));
        table.Add<LogSoftmaxOp>((_, i) => LastAxis(i, "SoftmaxKernels", "LogProbabilities"));
        table.Add<ArgMaxMaskOp>((_, i) => LastAxis(i, "SelectionKernels", "ArgMaxMask"));
        table.Add<OneHotOp>((_, i) => LastAxis(i, "SelectionKernels", "OneHot", i.Inputs[0].Region == Region.Labels ? "labels" : "indices"));
    }

    private static KernelCall LastAxis(Instruction i, string kernels, string method, string input = "x")
    {
        var shape = i.Output.Shape;
        return KernelCall.Create(kernels, method, i.Read(0, input), i.Write("y"), Size("rows", Extent.From(shape, shape.Length / shape.Last)), Size("classes", shape.Last));
    }
}
