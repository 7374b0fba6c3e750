using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of softmax and of its logarithm.</summary>
internal static class SoftmaxKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(Softmax), nameof(Softmax.Probabilities), Softmax.Probabilities);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int>(nameof(Softmax), nameof(Softmax.LogProbabilities), Softmax.LogProbabilities);
    }
}
