using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators that move values.</summary>
internal static class LayoutLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<CopyOp>((_, i) => KernelCall.Create("ElementwiseKernels", i.Accumulate ? "AddInto" : "Copy", i.Read(0, "x"), i.Write("y")));
        table.Add<PermuteOp>((permute, i) => KernelCall.Create(
            "SelectionKernels",
            "Permute",
            i.Read(0, "x"),
            i.Write("y"),
            Size("rows", Extent.From(i.Output.Shape, 1)),
            Dimensions("shape", i.Inputs[0].Shape.Dimensions),
            Dimensions("order", permute.Order)));
        table.Add<LowerTriangleOp>(Triangle);
        table.Add<SliceOp>((slice, i) =>
        {
            var block = AxisBlock.Around(i.Inputs[0].Shape, slice.Axis);
            var length = slice.Count * block.Inner;
            return CopyBlock(i, 0, block, xStride: block.Length, yStride: length, xOffset: slice.Start * block.Inner, yOffset: 0, length);
        });
        table.AddCalls<PadOp>(PadWithZeros);
        table.AddCalls<ConcatOp>(Join);
    }

    private static KernelCall Triangle(LowerTriangleOp triangle, Instruction i)
    {
        var shape = i.Output.Shape;
        var (examples, columns) = (shape.Dimensions[shape.Rank - 2], shape.Last);
        return KernelCall.Create(
            "SelectionKernels",
            "LowerTriangle",
            i.Read(0, "x"),
            i.Write("y"),
            Size("matrices", Extent.From(shape, shape.Length / (examples * columns))),
            Size("rows", examples),
            Size("columns", columns),
            Number("above", triangle.Above));
    }

    private static IEnumerable<KernelCall> PadWithZeros(PadOp pad, Instruction i)
    {
        var block = AxisBlock.Around(i.Output.Shape, pad.Axis);
        var length = i.Inputs[0].Shape.Dimensions[pad.Axis] * block.Inner;
        yield return KernelCall.Create("ElementwiseKernels", "Fill", i.Write("y"), Number("value", 0));
        yield return CopyBlock(i, 0, block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: pad.Start * block.Inner, length);
    }

    private static IEnumerable<KernelCall> Join(ConcatOp concat, Instruction i)
    {
        var block = AxisBlock.Around(i.Output.Shape, concat.Axis);
        var start = 0;
        for (var input = 0; input < i.Inputs.Count; input++)
        {
            var length = i.Inputs[input].Shape.Dimensions[concat.Axis] * block.Inner;
            yield return CopyBlock(i, input, block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: start, length);
            start += length;
        }
    }

    private static KernelCall CopyBlock(Instruction i, int input, AxisBlock block, int xStride, int yStride, int xOffset, int yOffset, int length) => KernelCall.Create(
        "SelectionKernels",
        "CopyBlock",
        i.Read(input, "x"),
        i.Write("y"),
        Size("outer", Extent.From(i.Output.Shape, block.Outer)),
        Size("xStride", xStride),
        Size("yStride", yStride),
        Size("xOffset", xOffset),
        Size("yOffset", yOffset),
        Size("length", length));
}
