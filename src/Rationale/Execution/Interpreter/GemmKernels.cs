using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of matrix products.</summary>
internal static class GemmKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, bool>(nameof(Gemm), nameof(Gemm.Pack), Gemm.Pack);
        Product(nameof(Gemm.MultiplyPacked), Gemm.MultiplyPacked);
        Product(nameof(Gemm.MultiplyTransposedLeft), Gemm.MultiplyTransposedLeft);
        WithBias(nameof(Gemm.MultiplyPackedBias), Gemm.MultiplyPackedBias);
        WithBias(nameof(Gemm.MultiplyPackedBiasRelu), Gemm.MultiplyPackedBiasRelu);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, T>(nameof(Gemm), nameof(Gemm.MultiplyPackedReluBackward), Gemm.MultiplyPackedReluBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool, bool, bool>(nameof(Gemm), nameof(Gemm.Multiply), Gemm.Multiply);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, int, bool, bool, bool>(nameof(Gemm), nameof(Gemm.MultiplyBatched), Gemm.MultiplyBatched);

        void Product(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool> kernel) => table.Add(nameof(Gemm), method, kernel);
        void WithBias(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int> kernel) => table.Add(nameof(Gemm), method, kernel);
    }
}
