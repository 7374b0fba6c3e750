using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of reductions.</summary>
internal static class ReduceKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, bool>(nameof(Reduce), nameof(Reduce.Sum), Reduce.Sum);
        table.Add<ReadOnlySpan<T>, Span<T>, bool>(nameof(Reduce), nameof(Reduce.SumOfSquares), Reduce.SumOfSquares);
    }
}
