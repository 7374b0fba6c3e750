using System.Numerics;
using Rationale.Graph.Operators;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of running sums and causal masks.</summary>
internal static class CumulativeKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<LowerTriangle>((triangle, instruction) =>
        {
            var (x, y, above) = (instruction.Inputs[0], instruction.Output, T.CreateChecked(triangle.Above));
            var (rows, columns) = (y.Shape.Dimensions[y.Shape.Rank - 2], y.Shape.Last);
            var lead = y.Shape.Length / (rows * columns);
            return frame => Selection.LowerTriangle(frame.Read(x), frame.Write(y), frame.RowsOf(y.Shape) * lead, rows, columns, above);
        });
    }
}
