using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Operators that move values.</summary>
internal static class LayoutStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<Copy>((_, call) => call.Call("Elementwise", call.Accumulate ? "AddInto" : "Copy", call.Input(0), call.Result));
        table.Add<Permute>((permute, call) => call.Call(
            "Selection",
            "Permute",
            call.Input(0),
            call.Result,
            KernelCall.Rows(call.Output.Shape, 1),
            $"shape: [{string.Join(", ", call.Inputs[0].Shape.Dimensions.Select(Literals.Of))}]",
            $"order: [{string.Join(", ", permute.Order.Select(Literals.Of))}]"));
        table.Add<Slice>((slice, call) =>
        {
            var block = AxisBlock.Of(call.Inputs[0].Shape, slice.Axis);
            var length = slice.Count * block.Inner;
            Copy(call, call.Input(0), block, xStride: block.Length, yStride: length, xOffset: slice.Start * block.Inner, yOffset: 0, length);
        });
        table.Add<Pad>((pad, call) =>
        {
            var block = AxisBlock.Of(call.Output.Shape, pad.Axis);
            var length = call.Inputs[0].Shape.Dimensions[pad.Axis] * block.Inner;
            call.Call("Elementwise", "Fill", call.Result, "0f");
            Copy(call, call.Input(0), block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: pad.Start * block.Inner, length);
        });
        table.Add<Concat>((concat, call) =>
        {
            var block = AxisBlock.Of(call.Output.Shape, concat.Axis);
            var start = 0;
            for (var index = 0; index < call.Inputs.Count; index++)
            {
                var length = call.Inputs[index].Shape.Dimensions[concat.Axis] * block.Inner;
                Copy(call, call.Input(index), block, xStride: length, yStride: block.Length, xOffset: 0, yOffset: start, length);
                start += length;
            }
        });
    }

    private static void Copy(KernelCall call, string x, AxisBlock block, int xStride, int yStride, int xOffset, int yOffset, int length) => call.Call(
        "Selection",
        "CopyBlock",
        x,
        call.Result,
        $"outer: {KernelCall.Rows(call.Output.Shape, block.Outer)}",
        $"xStride: {Literals.Of(xStride)}",
        $"yStride: {Literals.Of(yStride)}",
        $"xOffset: {Literals.Of(xOffset)}",
        $"yOffset: {Literals.Of(yOffset)}",
        $"length: {Literals.Of(length)}");
}
