using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of matrix products.</summary>
internal static class GemmBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, bool>(nameof(GemmKernels), nameof(GemmKernels.Pack), GemmKernels.Pack);
        Product(nameof(GemmKernels.MultiplyPacked), GemmKernels.MultiplyPacked);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, CommonSum<T>, int, int, int>(nameof(GemmKernels), nameof(GemmKernels.AddTransposedLeft), GemmKernels.AddTransposedLeft);
        Product(nameof(GemmKernels.MultiplyTransposedLeft), GemmKernels.MultiplyTransposedLeft);
        WithBias(nameof(GemmKernels.MultiplyPackedBias), GemmKernels.MultiplyPackedBias);
        WithBias(nameof(GemmKernels.MultiplyPackedBiasRelu), GemmKernels.MultiplyPackedBiasRelu);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, T>(nameof(GemmKernels), nameof(GemmKernels.MultiplyPackedReluBackward), GemmKernels.MultiplyPackedReluBackward);
        Product(nameof(GemmKernels.MultiplyMatrix), GemmKernels.MultiplyMatrix);
        MatrixWithBias(nameof(GemmKernels.MultiplyMatrixBias), GemmKernels.MultiplyMatrixBias);
        MatrixWithBias(nameof(GemmKernels.MultiplyMatrixBiasRelu), GemmKernels.MultiplyMatrixBiasRelu);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, T, bool>(nameof(GemmKernels), nameof(GemmKernels.MultiplyMatrixReluBackward), GemmKernels.MultiplyMatrixReluBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool, bool, bool>(nameof(GemmKernels), nameof(GemmKernels.Multiply), GemmKernels.Multiply);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, int, bool, bool, bool>(nameof(GemmKernels), nameof(GemmKernels.MultiplyBatched), GemmKernels.MultiplyBatched);

        void Product(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool> kernel) => table.Add(nameof(GemmKernels), method, kernel);
        void MatrixWithBias(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool> kernel) => table.Add(nameof(GemmKernels), method, kernel);
        void WithBias(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int> kernel) => table.Add(nameof(GemmKernels), method, kernel);
    }
}
