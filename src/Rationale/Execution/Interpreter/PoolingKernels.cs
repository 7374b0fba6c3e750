using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of poolings and their adjoints.</summary>
internal static class PoolingKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(Pooling), nameof(Pooling.Max), Pooling.Max);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(Pooling), nameof(Pooling.MaxPoolBackward), Pooling.MaxPoolBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(Pooling), nameof(Pooling.MaxPoolGather), Pooling.MaxPoolGather);
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(Pooling), nameof(Pooling.Average), Pooling.Average);
        table.Add<ReadOnlySpan<T>, Span<T>, int, PoolGeometry>(nameof(Pooling), nameof(Pooling.AvgPoolBackward), Pooling.AvgPoolBackward);
    }
}
