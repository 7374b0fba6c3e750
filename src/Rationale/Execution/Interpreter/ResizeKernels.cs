using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Execution.Interpreter;

/// <summary>Kernels of images at other sizes, and of the adjoints.</summary>
internal static class ResizeKernels
{
    public static void Register<T>(KernelTable<T> table)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(nameof(Resize.Nearest), Resize.Nearest);
        Add(nameof(Resize.NearestFold), Resize.NearestFold);
        Add(nameof(Resize.Bilinear), Resize.Bilinear);
        Add(nameof(Resize.BilinearFold), Resize.BilinearFold);

        void Add(string method, Action<ReadOnlySpan<T>, Span<T>, int, int, int, int, int, int> kernel) => table.Add(nameof(Resize), method, kernel);
    }
}
