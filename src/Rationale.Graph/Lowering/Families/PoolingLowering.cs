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
        table.Add<MaxScatter>((pool, i) => KernelCall.Of(
            Kernels, "MaxScatter", i.Read(0, "x"), i.Read(1, "c"), i.Write("dx"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<MaxGather>((pool, i) => KernelCall.Of(
            Kernels, "MaxGather", i.Read(0, "x"), i.Read(1, "v"), i.Write("y"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AveragePool>((pool, i) => KernelCall.Of(Kernels, "Average", i.Read(0, "x"), i.Write("y"), Examples(), Sizes(pool.Window, i.Inputs[0].Shape)));
        table.Add<AverageSpread>((pool, i) => KernelCall.Of(Kernels, "AverageSpread", i.Read(0, "c"), i.Write("dx"), Examples(), Sizes(pool.Window, pool.Image)));
    }

    private static KernelArgument Sizes(Window window, Shape image) => new GeometryArgument("g", KernelGeometry.Of(window, image));
}
