using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of convolutions and their adjoints.</summary>
internal static class ConvolutionBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Pack(nameof(ConvolutionKernels.Pack), ConvolutionKernels.Pack);
        Pack(nameof(ConvolutionKernels.PackTransposed), ConvolutionKernels.PackTransposed);
        Plain(nameof(ConvolutionKernels.Forward), ConvolutionKernels.Forward);
        Plain(nameof(ConvolutionKernels.InputGradient), ConvolutionKernels.InputGradient);
        WithBias(nameof(ConvolutionKernels.ForwardBias), ConvolutionKernels.ForwardBias);
        WithBias(nameof(ConvolutionKernels.ForwardBiasRelu), ConvolutionKernels.ForwardBiasRelu);
        WithGate(nameof(ConvolutionKernels.ForwardReluBackward), ConvolutionKernels.ForwardReluBackward);
        WithGate(nameof(ConvolutionKernels.InputGradientReluBackward), ConvolutionKernels.InputGradientReluBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, bool>(
            nameof(ConvolutionKernels), nameof(ConvolutionKernels.WeightGradient), ConvolutionKernels.WeightGradient);

        void Pack(string method, Action<ReadOnlySpan<T>, Span<T>, ConvolutionGeometry> kernel) => table.Add(nameof(ConvolutionKernels), method, kernel);
        void Plain(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry> kernel) => table.Add(nameof(ConvolutionKernels), method, kernel);
        void WithBias(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry> kernel) => table.Add(nameof(ConvolutionKernels), method, kernel);
        void WithGate(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, T> kernel) => table.Add(nameof(ConvolutionKernels), method, kernel);
    }
}
