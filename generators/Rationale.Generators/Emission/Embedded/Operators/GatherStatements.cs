using Rationale.Graph;
using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Operators that choose by index, and their adjoints.</summary>
internal static class GatherStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<GatherRows>((_, call) => call.Call("Selection", "Gather", call.Input(0), call.Input(1), call.Result, $"width: {Literals.Of(call.Output.Shape.Last)}"));
        table.Add<ScatterRows>((_, call) =>
        {
            if (!call.Accumulate)
            {
                call.Call("Elementwise", "Fill", call.Result, "0f");
            }

            call.Call("Selection", "ScatterAdd", call.Input(0), call.Input(1), call.Result, $"width: {Literals.Of(call.Output.Shape.Last)}");
        });
        table.Add<GatherAlong>((gather, call) => Write(call, "GatherAlong", gather.Axis, from: call.Inputs[0].Shape, chosen: call.Output.Shape));
        table.Add<ScatterAlong>((scatter, call) => Write(call, "ScatterAlong", scatter.Axis, from: call.Output.Shape, chosen: call.Inputs[0].Shape));
    }

    private static void Write(KernelCall call, string kernel, int axis, Shape from, Shape chosen)
    {
        var block = AxisBlock.Of(chosen, axis);
        call.Call(
            "Selection",
            kernel,
            call.Input(0),
            call.Input(1),
            call.Result,
            $"outer: {KernelCall.Rows(chosen, block.Outer)}",
            $"extent: {Literals.Of(from.Dimensions[axis])}",
            $"count: {Literals.Of(chosen.Dimensions[axis])}",
            $"inner: {Literals.Of(block.Inner)}");
    }
}
