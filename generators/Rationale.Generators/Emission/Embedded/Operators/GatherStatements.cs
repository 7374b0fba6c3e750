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
    }
}
