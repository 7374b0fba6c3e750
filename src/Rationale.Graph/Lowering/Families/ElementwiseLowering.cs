using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Maps of one value, and gates.</summary>
internal static class ElementwiseLowering
{
    private const string Kernels = "Elementwise";

    public static void Register(LoweringTable table)
    {
        Add<Square>(table);
        Add<Sqrt>(table);
        Add<Abs>(table);
        Add<Sign>(table);
        Add<Exp>(table);
        Add<Reciprocal>(table);
        Add<Relu>(table);
        Add<Tanh>(table);
        Add<Sigmoid>(table);
        Add<Softplus>(table);
        Add<NormalCdf>(table);
        Add<NormalPdf>(table);
        table.Add<Affine>((affine, i) => KernelCall.Of(Kernels, "Affine", i.Read(0, "x"), i.Write("y"), Number("scale", affine.Scale), Number("shift", affine.Shift)));
        table.Add<Heaviside>((heaviside, i) => KernelCall.Of(Kernels, "Heaviside", i.Read(0, "x"), i.Write("y"), Number("below", heaviside.Below)));
        table.Add<ReluBackward>((gate, i) => KernelCall.Of(Kernels, "ReluBackward", i.Read(0, "gate"), i.Read(1, "c"), i.Write("y"), Number("below", gate.Below)));
    }

    /// <summary>The kernel has the operator's name.</summary>
    private static void Add<TOperator>(LoweringTable table)
        where TOperator : Operator => table.Add<TOperator>((map, i) => KernelCall.Of(Kernels, map.Name, i.Read(0, "x"), i.Write("y")));
}
