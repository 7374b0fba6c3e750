using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of two values, one of which may be repeated over the other.</summary>
internal static class BinaryBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(nameof(BinaryKernels.Add), BinaryKernels.Add, BinaryKernels.Add);
        Add(nameof(BinaryKernels.Subtract), BinaryKernels.Subtract, BinaryKernels.Subtract);
        Add(nameof(BinaryKernels.Multiply), BinaryKernels.Multiply, BinaryKernels.Multiply);
        Add(nameof(BinaryKernels.Divide), BinaryKernels.Divide, BinaryKernels.Divide);
        Add(nameof(BinaryKernels.Maximum), BinaryKernels.Maximum, BinaryKernels.Maximum);
        Add(nameof(BinaryKernels.Greater), BinaryKernels.Greater, BinaryKernels.Greater);
        Add(nameof(BinaryKernels.Equal), BinaryKernels.Equal, BinaryKernels.Equal);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int>(nameof(BinaryKernels), nameof(BinaryKernels.Broadcast), BinaryKernels.Broadcast);

        void Add(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>> same, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool> repeated)
        {
            table.Add(nameof(BinaryKernels), method, same);
            table.Add(nameof(BinaryKernels), method, repeated);
        }
    }
}
