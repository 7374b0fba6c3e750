using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>
/// Sums and maxima of an array viewed as [outer, middle, inner], over outer and inner. Generated code calls these. Column sums are (rows, width, 1), row sums
/// (1, rows, width), a full sum (1, 1, length).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class ReduceKernels
{
    /// <summary><c>y[m] = Σ x[·, m, ·]</c>, or added to y; pairwise, so that long sums keep their digits. The sum of nothing is zero.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Sum<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int middle, int inner, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, SumFold<T>>(x, y, outer, middle, inner, accumulate);

    /// <summary><c>y[m] = max x[·, m, ·]</c>; NaN if one of them is, -∞ if there are none.</summary>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    internal static void Max<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int middle, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, MaxFold<T>>(x, y, outer, middle, inner, false);

    /// <summary><c>y[0] = Σ x²</c>, or added to y.</summary>
    /// <exception cref="ArgumentException">y is empty.</exception>
    public static void SumOfSquares<T>(ReadOnlySpan<T> x, Span<T> y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Length(y.Length, 1, nameof(y));
        T sum = OptimizerKernels.SumOfSquares(x);
        y[0] = accumulate ? y[0] + sum : sum;
    }

    private static void Run<T, TFold>(ReadOnlySpan<T> x, Span<T> y, int outer, int middle, int inner, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TFold : struct, IFold<T>
    {
        Require.Dimensions(outer, middle, inner);
        Require.Length(x.Length, (long)outer * middle * inner, nameof(x));
        Require.Length(y.Length, middle, nameof(y));
        fixed (T* source = x, destination = y)
        {
            Folding.Run<T, TFold>(source, destination, outer, middle, inner, accumulate);
        }
    }
}
