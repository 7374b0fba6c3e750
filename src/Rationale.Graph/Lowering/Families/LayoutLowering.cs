using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using static Rationale.Graph.Lowering.Arguments;

namespace Rationale.Graph.Lowering.Families;

/// <summary>Operators that move values.</summary>
internal static class LayoutLowering
{
    public static void Register(LoweringTable table)
    {
        table.Add<Copy>((_, i) => KernelCall.Of("Elementwise", i.Accumulate ? "AddInto" : "Copy", i.Read(0, "x"), i.Write("y")));
        table.Add<Permute>((permute, i) => KernelCall.Of(
            "Selection",
            "Permute",
            i.Read(0, "x"),
            i.Write("y"),
            Size("rows", Extent.Of(i.Output.Shape, 1)),
            Dimensions("shape", i.Inputs[0].Shape.Dimensions),
            Dimensions("order", permute.Order)));
        table.Add<LowerTriangle>(Triangle);
        table.Add<Slice>((slice, i) =>
        {
            var block = AxisBlock.Of(i.Inputs[0].Shape, slice.Axis);
            var length = slice.Count * block.Inner;
            return CopyBlock(i, 0, block, xStride: block.Length, yStride: length, xOffset: slice.Start * block.Inner, yOffset: 0, length);
        });
        table.AddCalls<Pad>(PadWithZeros);
        table.AddCalls<Concat>(Join);
    }

    private static KernelCall Triangle(LowerTriangle triangle, Instruction i)
    {
        var shape = i.Output.Shape;
        var (rows, columns) = (shape.Dimensions[shape.Rank - 2], shape.Last);
        return KernelCall.Of(
            "Selection",
            "LowerTriangle",
            i.Read(0, "x"),
            i.Write("y"),
            Size("matrices", Extent.Of(shape, shape.Length / (rows * columns))),
            Size("rows", rows),
            Size("columns", columns),
            Number("above", triangle.Above));
    }

    private static IEnumerable<KernelCall> PadWithZeros(Pad pad, Instruction i)
    {
        var block = AxisBlock.Of(i.Output.Shape, pad.Axis);
        var length = i.Inputs[0].Shape.Dimensions[pad.Axis] * block.Inner;
        yield return KernelCall.Of("Elementwise", "Fill", i.Write("y"), Number("value", 0));
        yield return CopyBlock(i, 0, block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: pad.Start * block.Inner, length);
    }

    private static IEnumerable<KernelCall> Join(Concat concat, Instruction i)
    {
        var block = AxisBlock.Of(i.Output.Shape, concat.Axis);
        var start = 0;
        for (var input = 0; input < i.Inputs.Count; input++)
        {
            var length = i.Inputs[input].Shape.Dimensions[concat.Axis] * block.Inner;
            yield return CopyBlock(i, input, block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: start, length);
            start += length;
        }
    }

    private static KernelCall CopyBlock(Instruction i, int input, AxisBlock block, int xStride, int yStride, int xOffset, int yOffset, int length) => KernelCall.Of(
        "Selection",
        "CopyBlock",
        i.Read(input, "x"),
        i.Write("y"),
        Size("outer", Extent.Of(i.Output.Shape, block.Outer)),
        Size("xStride", xStride),
        Size("yStride", yStride),
        Size("xOffset", xOffset),
        Size("yOffset", yOffset),
        Size("length", length));
}
