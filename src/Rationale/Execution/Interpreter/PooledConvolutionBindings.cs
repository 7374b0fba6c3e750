using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of convolutions that are joined with the pooling behind them.</summary>
internal static class PooledConvolutionBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, ConvolutionGeometry, PoolGeometry>(nameof(PooledConvolutionKernels), nameof(PooledConvolutionKernels.Pack), PooledConvolutionKernels.Pack);
        Plain(nameof(PooledConvolutionKernels.Forward), PooledConvolutionKernels.Forward);
        Plain(nameof(PooledConvolutionKernels.InputGradient), PooledConvolutionKernels.InputGradient);
        WithGate(nameof(PooledConvolutionKernels.ForwardReluBackward), PooledConvolutionKernels.ForwardReluBackward);
        WithGate(nameof(PooledConvolutionKernels.InputGradientReluBackward), PooledConvolutionKernels.InputGradientReluBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, PoolGeometry, bool>(
            nameof(PooledConvolutionKernels), nameof(PooledConvolutionKernels.WeightGradient), PooledConvolutionKernels.WeightGradient);

        void Plain(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, PoolGeometry> kernel) =>
            table.Add(nameof(PooledConvolutionKernels), method, kernel);
        void WithGate(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, PoolGeometry, T> kernel) =>
            table.Add(nameof(PooledConvolutionKernels), method, kernel);
    }
}
