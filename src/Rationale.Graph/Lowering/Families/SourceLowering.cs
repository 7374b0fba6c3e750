using Rationale.Graph.Operators;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators without inputs that are computed: constants and dropout masks.</summary>
internal static class SourceLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<ConstantOp>((constant, i) => KernelCall.Create("ElementwiseKernels", "Fill", i.Write("y"), Number("value", constant.Value)));
        table.Add<DropoutMaskOp>((mask, i) => KernelCall.Create(
            "DropoutKernels",
            "Fill",
            i.Write("y"),
            new TileArgument("seed", TileValue.Seed),
            new TileArgument("step", TileValue.Step),
            Size("site", mask.Site),
            new TileArgument("firstRow", mask.Shape.Batched ? TileValue.FirstExample : TileValue.FirstOfBatch),
            mask.Shape.Batched ? Examples() : Size("examples", 1),
            Size("width", i.Output.Shape.Length),
            new DoubleArgument("rate", mask.Rate)));
    }
}
