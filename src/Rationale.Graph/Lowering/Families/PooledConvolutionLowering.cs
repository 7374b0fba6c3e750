using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Convolutions and adjoints that are joined with the max pooling behind them.</summary>
internal static class PooledConvolutionLowering
{
    private const string Kernels = "PooledConvolutionKernels";

    public static void Register(LoweringTable table)
    {
        table.Add<PackPooledFiltersOp>((pack, i) => KernelCall.Create(
            Kernels, "Pack", [i.Read(0, "weights"), i.Write("packed"), .. Sizes(pack.Geometry, pack.Pool)]));
        table.Add<PooledConvolutionOp>((joined, i) => Panels(i, "Forward", i.Read(1, "x"), i.Write("y"), joined, joined.Epilogue, joined.Below));
        table.Add<PooledInputGradientOp>((joined, i) => Panels(i, "InputGradient", i.Read(1, "dy"), i.Write("dx"), joined, joined.Epilogue, joined.Below));
        table.Add<PooledWeightGradientOp>((joined, i) => KernelCall.Create(
            Kernels, "WeightGradient", [i.Read(0, "maxima"), i.Read(1, "dy"), i.Read(2, "x"), i.Write("dw"), Images(), .. Sizes(joined.Geometry, joined.Pool), i.Accumulate()]));
    }

    private static KernelCall Panels(Instruction i, string method, KernelArgument input, KernelArgument result, PooledOp joined, Epilogue epilogue, double below) => epilogue == Epilogue.None
        ? KernelCall.Create(Kernels, method, [i.Read(0, "maxima"), input, i.Read(2, "packed"), result, Images(), .. Sizes(joined.Geometry, joined.Pool)])
        : KernelCall.Create(
            Kernels,
            method + epilogue,
            [i.Read(0, "maxima"), input, i.Read(2, "packed"), i.Read(3, "gate"), result, Images(), .. Sizes(joined.Geometry, joined.Pool), Number("below", below)]);

    private static KernelArgument[] Sizes(Operators.ConvolutionSizes sizes, Window pool) =>
    [
        new GeometryArgument("g", KernelGeometry.From(sizes)),
        new GeometryArgument("pool", KernelGeometry.From(pool, Shape.PerExample(sizes.OutHeight, sizes.OutWidth, sizes.Filters))),
    ];
}
