using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Repetitions and reductions.</summary>
internal static class BroadcastingStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<Broadcast>((_, call) => call.Call(
            "Binary", "Broadcast", call.Input(0), call.Result, KernelCall.Pattern(call.Inputs[0].Shape, call.Output.Shape)));
        table.Add<SumTo>((_, call) => call.Call(
            "Reduce", "Sum", call.Input(0), call.Result, KernelCall.Pattern(call.Output.Shape, call.Inputs[0].Shape), $"accumulate: {Literals.Of(call.Accumulate)}"));

        // Before C# 14 the type argument is not inferred from a span that converts to a read-only one.
        table.Add<SumOfSquares>((_, call) => call.Assign("Optimizers", "SumOfSquares<float>", call.Input(0)));
    }
}
