using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Poolings and their adjoints.</summary>
internal static class PoolingLowering
{
    private const string Kernels = "PoolingKernels";

    public static void Register(LoweringTable table)
    {
        table.Add<MaxPoolOp>((pool, i) => KernelCall.Create(Kernels, "Max", i.Read(0, "x"), i.Write("y"), Images(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<MaxPoolBackwardOp>((pool, i) => KernelCall.Create(
            Kernels, "MaxPoolBackward", i.Read(0, "x"), i.Read(1, "c"), i.Write("dx"), Images(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<MaxPoolGatherOp>((pool, i) => KernelCall.Create(
            Kernels, "MaxPoolGather", i.Read(0, "x"), i.Read(1, "v"), i.Write("y"), Images(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AvgPoolOp>((pool, i) => KernelCall.Create(Kernels, "Average", i.Read(0, "x"), i.Write("y"), Images(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AvgPoolBackwardOp>((pool, i) => KernelCall.Create(Kernels, "AvgPoolBackward", i.Read(0, "c"), i.Write("dx"), Images(), Sizes(pool.Window, pool.Image)));
    }

    private static KernelArgument Sizes(Window window, Shape image) => new GeometryArgument("g", KernelGeometry.From(window, image));
}
