using System.Numerics;

namespace Rationale.Kernels;

/// <summary>The sum over workers. Generated code calls this, worker after worker in a fixed order, so that the same number of workers gives the same bits.</summary>
internal static class AccumulationKernels
{
    /// <summary><c>destination += source</c>.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sum<T>(Span<T> destination, ReadOnlySpan<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ElementwiseKernels.AddInto(source, destination);
}
