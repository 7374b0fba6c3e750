using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Poolings and their adjoints.</summary>
internal static class PoolingLowering
{
    private const string Kernels = "Pooling";

    public static void Register(LoweringTable table)
    {
        table.Add<MaxPool>((pool, i) => KernelCall.Of(Kernels, "Max", i.Read(0, "x"), i.Write("y"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<MaxPoolBackward>((pool, i) => KernelCall.Of(
            Kernels, "MaxPoolBackward", i.Read(0, "x"), i.Read(1, "c"), i.Write("dx"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<MaxPoolGather>((pool, i) => KernelCall.Of(
            Kernels, "MaxPoolGather", i.Read(0, "x"), i.Read(1, "v"), i.Write("y"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AveragePool>((pool, i) => KernelCall.Of(Kernels, "Average", i.Read(0, "x"), i.Write("y"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AvgPoolBackward>((pool, i) => KernelCall.Of(Kernels, "AvgPoolBackward", i.Read(0, "c"), i.Write("dx"), Examples(), Sizes(pool.Window, pool.Image)));
    }

    private static KernelArgument Sizes(Window window, Shape image) => new GeometryArgument("g", KernelGeometry.Of(window, image));
}
