using Rationale.Graph.Operators;

namespace Rationale.Generators.Emission.Embedded.Operators;

/// <summary>Running sums and causal masks.</summary>
internal static class CumulativeStatements
{
    public static void Register(OperatorTable table)
    {
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
