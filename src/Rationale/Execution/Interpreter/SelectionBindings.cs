using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels that choose and move elements. Indices are labels, which are integers, or values.</summary>
internal static class SelectionBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, int, int, int>(nameof(SelectionKernels), nameof(SelectionKernels.CopyBlock), SelectionKernels.CopyBlock);
        table.Add<ReadOnlySpan<T>, Span<T>, int, ReadOnlySpan<int>, ReadOnlySpan<int>>(nameof(SelectionKernels), nameof(SelectionKernels.Permute), SelectionKernels.Permute);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, T>(nameof(SelectionKernels), nameof(SelectionKernels.LowerTriangle), SelectionKernels.LowerTriangle);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, int>(nameof(SelectionKernels), nameof(SelectionKernels.Gather), SelectionKernels.Gather);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int>(nameof(SelectionKernels), nameof(SelectionKernels.Gather), SelectionKernels.Gather);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, int>(nameof(SelectionKernels), nameof(SelectionKernels.ScatterAdd), SelectionKernels.ScatterAdd);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int>(nameof(SelectionKernels), nameof(SelectionKernels.ScatterAdd), SelectionKernels.ScatterAdd);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(SelectionKernels), nameof(SelectionKernels.ArgMaxMask), SelectionKernels.ArgMaxMask);
        table.Add<ReadOnlySpan<int>, Span<T>, int, int>(nameof(SelectionKernels), nameof(SelectionKernels.OneHot), SelectionKernels.OneHot);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(SelectionKernels), nameof(SelectionKernels.OneHot), SelectionKernels.OneHot);
        table.Add<Span<T>, ulong, ulong, int, long, int, int, double>(nameof(DropoutKernels), nameof(DropoutKernels.Fill), DropoutKernels.Fill);
    }
}
