using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of convolutions and their adjoints.</summary>
internal static class ConvolutionKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Pack(nameof(Convolution.Pack), Convolution.Pack);
        Pack(nameof(Convolution.PackTransposed), Convolution.PackTransposed);
        Plain(nameof(Convolution.Forward), Convolution.Forward);
        Plain(nameof(Convolution.InputGradient), Convolution.InputGradient);
        WithBias(nameof(Convolution.ForwardBias), Convolution.ForwardBias);
        WithBias(nameof(Convolution.ForwardBiasRelu), Convolution.ForwardBiasRelu);
        WithGate(nameof(Convolution.ForwardReluBackward), Convolution.ForwardReluBackward);
        WithGate(nameof(Convolution.InputGradientReluBackward), Convolution.InputGradientReluBackward);
        table.Add<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, bool>(
            nameof(Convolution), nameof(Convolution.WeightGradient), Convolution.WeightGradient);

        void Pack(string method, Action<ReadOnlySpan<T>, Span<T>, ConvolutionGeometry> kernel) => table.Add(nameof(Convolution), method, kernel);
        void Plain(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry> kernel) => table.Add(nameof(Convolution), method, kernel);
        void WithBias(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry> kernel) => table.Add(nameof(Convolution), method, kernel);
        void WithGate(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, ConvolutionGeometry, T> kernel) => table.Add(nameof(Convolution), method, kernel);
    }
}
