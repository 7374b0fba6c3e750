using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of the maps of two values, one of which may be repeated over the other.</summary>
internal static class BinaryKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(nameof(Binary.Add), Binary.Add, Binary.Add);
        Add(nameof(Binary.Subtract), Binary.Subtract, Binary.Subtract);
        Add(nameof(Binary.Multiply), Binary.Multiply, Binary.Multiply);
        Add(nameof(Binary.Divide), Binary.Divide, Binary.Divide);
        Add(nameof(Binary.Maximum), Binary.Maximum, Binary.Maximum);
        Add(nameof(Binary.Greater), Binary.Greater, Binary.Greater);
        Add(nameof(Binary.Equal), Binary.Equal, Binary.Equal);
        table.Add<ReadOnlySpan<T>, Span<T>, int, int, int>(nameof(Binary), nameof(Binary.Broadcast), Binary.Broadcast);

        void Add(string method, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>> same, Action<ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, int, int, int, bool> repeated)
        {
            table.Add(nameof(Binary), method, same);
            table.Add(nameof(Binary), method, repeated);
        }
    }
}
