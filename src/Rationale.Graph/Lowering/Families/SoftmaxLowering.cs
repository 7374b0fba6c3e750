using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators over classes.</summary>
internal static class SoftmaxLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<Softmax>((_, i) => OverClasses(i, "Softmax", "Probabilities"));
        table.Add<LogSoftmax>((_, i) => OverClasses(i, "Softmax", "LogProbabilities"));
        table.Add<ArgMaxMask>((_, i) => OverClasses(i, "Selection", "ArgMaxMask"));
        table.Add<OneHot>((_, i) => OverClasses(i, "Selection", "OneHot", i.Inputs[0].Region == Region.Labels ? "labels" : "indices"));
    }

    private static KernelCall OverClasses(Instruction i, string kernels, string method, string input = "x")
    {
        var shape = i.Output.Shape;
        return KernelCall.Of(kernels, method, i.Read(0, input), i.Write("y"), Size("rows", Extent.Of(shape, shape.Length / shape.Last)), Size("classes", shape.Last));
    }
}
