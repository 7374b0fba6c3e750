using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Map = Rationale.Kernels.Binary;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of two values, one of which may be repeated over the other.</summary>
internal static class BinaryKernels
{
    private delegate void Kernel<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y);

    private delegate void BroadcastKernel<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y, int outer, int middle, int inner, bool broadcastLeft);

    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add<T, Add>(table, Map.Add, Map.Add);
        Add<T, Subtract>(table, Map.Subtract, Map.Subtract);
        Add<T, Multiply>(table, Map.Multiply, Map.Multiply);
        Add<T, Divide>(table, Map.Divide, Map.Divide);
        Add<T, Maximum>(table, Map.Maximum, Map.Maximum);
        Add<T, Greater>(table, Map.Greater, Map.Greater);
        Add<T, Equal>(table, Map.Equal, Map.Equal);
    }

    private static void Add<T, TOperator>(KernelTable<T> table, Kernel<T> same, BroadcastKernel<T> broadcast)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TOperator : Operator => table.Add<TOperator>((_, instruction) =>
        {
            var (a, b, y) = (instruction.Inputs[0], instruction.Inputs[1], instruction.Output);
            if (a.Shape == b.Shape)
            {
                return frame => same(frame.Read(a), frame.Read(b), frame.Write(y));
            }

            var left = a.Shape != y.Shape;
            var pattern = BroadcastPattern.Find(left ? a.Shape : b.Shape, y.Shape)!;
            return frame =>
            {
                var (outer, middle, inner) = pattern.Extents(frame.RowsOf(y.Shape));
                broadcast(frame.Read(a), frame.Read(b), frame.Write(y), outer, middle, inner, left);
            };
        });
}
