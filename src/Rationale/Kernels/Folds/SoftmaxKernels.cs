using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The softmax of rows and its logarithm. Generated code calls these. The result may be the operand's own memory.</summary>
/// <remarks>A few rows are done at a time: each pass runs over all their classes as one array, since ten classes alone do not fill a vector.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class SoftmaxKernels
{
    // Rows of a group at most, and elements of a group unless one row is longer.
    private const int GroupRows = 64;
    private const int GroupLength = 1024;

    /// <summary><c>y[r, k] = e^x[r, k] / Σⱼ e^x[r, j]</c>, for logits of any size.</summary>
    /// <param name="x">[rows, classes].</param>
    /// <param name="y">[rows, classes].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    [SkipLocalsInit]
    public static void Probabilities<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, y, rows, classes);
        Span<T> statistics = stackalloc T[GroupRows];
        int group = Group(classes);
        for (int row = 0; row < rows; row += group)
        {
            int count = Math.Min(group, rows - row);
            if (HasFewClasses<T>(count, classes))
            {
                RunFewClasses(x.Slice(row * classes, count * classes), y.Slice(row * classes, count * classes), count, classes, logarithm: false);
                continue;
            }

            Span<T> part = y.Slice(row * classes, count * classes);
            Span<T> statistic = statistics[..count];
            Shift(x.Slice(row * classes, count * classes), part, statistic, count, classes);
            TensorPrimitives.Exp<T>(part, part);
            ReduceKernels.Sum(part, statistic, 1, count, classes, false);
            ElementwiseKernels.Reciprocal(statistic, statistic);
            BinaryKernels.Multiply(part, statistic, part, 1, count, classes);
        }
    }

    /// <summary><c>y[r, k] = x[r, k] - log Σⱼ e^x[r, j]</c>, for logits of any size.</summary>
    /// <param name="x">[rows, classes].</param>
    /// <param name="y">[rows, classes].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    [SkipLocalsInit]
    public static void LogProbabilities<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(x, y, rows, classes);
        Span<T> statistics = stackalloc T[GroupRows];
        int group = Group(classes);
        Span<T> exponentials = group * classes <= GroupLength ? stackalloc T[GroupLength] : new Span<T>(Scratch.Take<T>(classes), classes);
        for (int row = 0; row < rows; row += group)
        {
            int count = Math.Min(group, rows - row);
            if (HasFewClasses<T>(count, classes))
            {
                RunFewClasses(x.Slice(row * classes, count * classes), y.Slice(row * classes, count * classes), count, classes, logarithm: true);
                continue;
            }

            Span<T> part = y.Slice(row * classes, count * classes);
            Span<T> statistic = statistics[..count];
            Span<T> exponential = exponentials[..part.Length];
            Shift(x.Slice(row * classes, count * classes), part, statistic, count, classes);
            TensorPrimitives.Exp<T>(part, exponential);
            ReduceKernels.Sum(exponential, statistic, 1, count, classes, false);
            TensorPrimitives.Log<T>(statistic, statistic);
            BinaryKernels.Subtract(part, statistic, part, 1, count, classes);
        }
    }

    private static void Check<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int classes)
    {
        Require.Dimensions(rows, classes);
        Require.Length(x.Length, (long)rows * classes, nameof(x));
        Require.Length(y.Length, (long)rows * classes, nameof(y));
    }

    private static bool HasFewClasses<T>(int rows, int classes) => rows >= SoftmaxColumns.MinRows && classes > 1 && classes < SoftmaxColumns.Lanes<T>();

    private static void RunFewClasses<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int classes, bool logarithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* source = x, destination = y)
        {
            SoftmaxColumns.Run(source, destination, rows, classes, logarithm);
        }
    }

    private static int Group(int classes) => Math.Clamp(GroupLength / Math.Max(classes, 1), 1, GroupRows);

    // The greatest logit becomes zero: no exponential overflows and the sum is at least one.
    private static void Shift<T>(ReadOnlySpan<T> x, Span<T> y, Span<T> statistic, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReduceKernels.Max(x, statistic, 1, rows, classes);
        BinaryKernels.Subtract(x, statistic, y, 1, rows, classes);
    }
}
