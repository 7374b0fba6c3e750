using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators that choose by index, and their adjoints.</summary>
internal static class GatherLowering
{
    private const string Kernels = "SelectionKernels";

    public static void Register(LoweringTable table)
    {
        table.Add<GatherRowsOp>((_, i) => KernelCall.Create(Kernels, "Gather", i.Read(0, "table"), i.Read(1, "indices"), i.Write("y"), Size("width", i.Output.Shape.Last)));
        table.AddCalls<ScatterRowsOp>(Scatter);
    }

    /// <summary>The kernel adds to what the table holds, so a table that is not accumulated starts at zero.</summary>
    private static IEnumerable<KernelCall> Scatter(ScatterRowsOp scatter, Instruction i)
    {
        if (!i.Accumulate)
        {
            yield return KernelCall.Create("ElementwiseKernels", "Fill", i.Write("y"), Number("value", 0));
        }

        yield return KernelCall.Create(Kernels, "ScatterAdd", i.Read(0, "c"), i.Read(1, "indices"), i.Write("table"), Size("width", i.Output.Shape.Last));
    }
}
