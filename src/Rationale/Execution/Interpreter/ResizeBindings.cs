using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of images at other sizes, and of the adjoints.</summary>
internal static class ResizeBindings
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(nameof(ResizeKernels.Nearest), ResizeKernels.Nearest);
        Add(nameof(ResizeKernels.NearestBackward), ResizeKernels.NearestBackward);
        Add(nameof(ResizeKernels.Bilinear), ResizeKernels.Bilinear);
        Add(nameof(ResizeKernels.BilinearBackward), ResizeKernels.BilinearBackward);

        void Add(string method, Action<ReadOnlySpan<T>, Span<T>, int, int, int, int, int, int> kernel) => table.Add(nameof(ResizeKernels), method, kernel);
    }
}
