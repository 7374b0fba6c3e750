using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of poolings and their adjoints.</summary>
internal static class PoolingBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(PoolingKernels), nameof(PoolingKernels.Max), PoolingKernels.Max);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(PoolingKernels), nameof(PoolingKernels.MaxPoolBackward), PoolingKernels.MaxPoolBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(PoolingKernels), nameof(PoolingKernels.MaxPoolGather), PoolingKernels.MaxPoolGather);
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(PoolingKernels), nameof(PoolingKernels.Average), PoolingKernels.Average);
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(PoolingKernels), nameof(PoolingKernels.AvgPoolBackward), PoolingKernels.AvgPoolBackward);
    }
}
