using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of reductions.</summary>
internal static class ReduceBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, bool>(nameof(ReduceKernels), nameof(ReduceKernels.Sum), ReduceKernels.Sum);
        table.Add<ReadOnlySpan<T>, Span<T>, bool>(nameof(ReduceKernels), nameof(ReduceKernels.SumOfSquares), ReduceKernels.SumOfSquares);
    }
}
