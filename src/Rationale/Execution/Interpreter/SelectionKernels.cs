using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels that choose and move elements. Indices are labels, which are integers, or values.</summary>
internal static class SelectionKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, int, int, int>(nameof(Selection), nameof(Selection.CopyBlock), Selection.CopyBlock);
        table.Add<ReadOnlySpan<T>, Span<T>, int, ReadOnlySpan<int>, ReadOnlySpan<int>>(nameof(Selection), nameof(Selection.Permute), Selection.Permute);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int, T>(nameof(Selection), nameof(Selection.LowerTriangle), Selection.LowerTriangle);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, int>(nameof(Selection), nameof(Selection.Gather), Selection.Gather);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int>(nameof(Selection), nameof(Selection.Gather), Selection.Gather);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, int>(nameof(Selection), nameof(Selection.ScatterAdd), Selection.ScatterAdd);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int>(nameof(Selection), nameof(Selection.ScatterAdd), Selection.ScatterAdd);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(Selection), nameof(Selection.ArgMaxMask), Selection.ArgMaxMask);
        table.Add<ReadOnlySpan<int>, Span<T>, int, int>(nameof(Selection), nameof(Selection.OneHot), Selection.OneHot);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(Selection), nameof(Selection.OneHot), Selection.OneHot);
        table.Add<Span<T>, ulong, ulong, int, long, int, int, double>(nameof(DropoutMask), nameof(DropoutMask.Fill), DropoutMask.Fill);
    }
}
