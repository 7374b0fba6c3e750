using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Maps of one value, and gates.</summary>
internal static class ElementwiseLowering
{
    private const string Kernels = "ElementwiseKernels";

    public static void Register(LoweringTable table)
    {
        Add<SquareOp>(table);
        Add<SqrtOp>(table);
        Add<AbsOp>(table);
        Add<SignOp>(table);
        Add<ExpOp>(table);
        Add<ReciprocalOp>(table);
        Add<ReluOp>(table);
        Add<TanhOp>(table);
        Add<SigmoidOp>(table);
        Add<SoftplusOp>(table);
        Add<NormalCdfOp>(table);
        Add<NormalPdfOp>(table);
        table.Add<AffineOp>((affine, i) => KernelCall.Create(Kernels, "Affine", i.Read(0, "x"), i.Write("y"), Number("scale", affine.Scale), Number("shift", affine.Shift)));
        table.Add<HeavisideOp>((heaviside, i) => KernelCall.Create(Kernels, "Heaviside", i.Read(0, "x"), i.Write("y"), Number("below", heaviside.Below)));
        table.Add<ReluBackwardOp>((gate, i) => KernelCall.Create(Kernels, "ReluBackward", i.Read(0, "gate"), i.Read(1, "c"), i.Write("y"), Number("below", gate.Below)));
    }

    /// <summary>The kernel has the operator's name.</summary>
    private static void Add<TOperator>(LoweringTable table)
        where TOperator : Operator => table.Add<TOperator>((map, i) => KernelCall.Create(Kernels, map.Name, i.Read(0, "x"), i.Write("y")));
}
