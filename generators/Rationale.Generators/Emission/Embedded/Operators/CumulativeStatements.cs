using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Running sums and causal masks.</summary>
internal static class CumulativeStatements
{
    public static void Register(OperatorTable table)
    {
        table.Add<CumulativeSum>((sum, call) => call.Call(
            "Selection",
            sum.Reversed ? "CumulativeSumReversed" : "CumulativeSum",
            call.Input(0),
            call.Result,
            KernelCall.Rows(call.Output.Shape, call.Output.Shape.Length / call.Output.Shape.Last),
            $"width: {Literals.Of(call.Output.Shape.Last)}"));
        table.Add<LowerTriangle>((triangle, call) =>
        {
            var shape = call.Output.Shape;
            var rows = shape.Dimensions[shape.Rank - 2];
            call.Call(
                "Selection",
                "LowerTriangle",
                call.Input(0),
                call.Result,
                $"matrices: {KernelCall.Rows(shape, shape.Length / (rows * shape.Last))}",
                $"rows: {Literals.Of(rows)}",
                $"columns: {Literals.Of(shape.Last)}",
                $"above: {Literals.OfFloat(triangle.Above)}");
        });
    }
}
