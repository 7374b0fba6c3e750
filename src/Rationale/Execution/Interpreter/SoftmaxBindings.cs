using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of softmax and of its logarithm.</summary>
internal static class SoftmaxBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(SoftmaxKernels), nameof(SoftmaxKernels.Probabilities), SoftmaxKernels.Probabilities);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(SoftmaxKernels), nameof(SoftmaxKernels.LogProbabilities), SoftmaxKernels.LogProbabilities);
    }
}
