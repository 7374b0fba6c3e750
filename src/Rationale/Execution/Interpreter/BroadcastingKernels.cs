using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;
using Binary = Rationale.Kernels.Binary;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of repetitions and reductions.</summary>
internal static class BroadcastingKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<Graph.Operators.Broadcast>((_, instruction) =>
        {
            var (x, y) = (instruction.Inputs[0], instruction.Output);
            var pattern = BroadcastPattern.Find(x.Shape, y.Shape)!;
            return frame =>
            {
                var (outer, middle, inner) = pattern.Extents(frame.RowsOf(y.Shape));
                Binary.Broadcast(frame.Read(x), frame.Write(y), outer, middle, inner);
            };
        });
        table.Add<SumTo>((_, instruction) =>
        {
            var (x, y, accumulate) = (instruction.Inputs[0], instruction.Output, instruction.Accumulate);
            var pattern = BroadcastPattern.Find(y.Shape, x.Shape)!;
            return frame =>
            {
                var (outer, middle, inner) = pattern.Extents(frame.RowsOf(x.Shape));
                Reduce.Sum(frame.Read(x), frame.Write(y), outer, middle, inner, accumulate);
            };
        });
        table.Add<SumOfSquares>((_, instruction) =>
        {
            var (x, y, accumulate) = (instruction.Inputs[0], instruction.Output, instruction.Accumulate);
            return frame =>
            {
                var sum = Optimizers.SumOfSquares(frame.Read(x));
                frame.Write(y)[0] = accumulate ? frame.Write(y)[0] + sum : sum;
            };
        });
    }
}
