using System.ComponentModel;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rationale.Kernels;

/// <summary>Kernels that choose and move elements. Generated code calls these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class SelectionKernels
{
    /// <summary>One at the first maximum of each row, zero elsewhere. May work in place.</summary>
    /// <param name="x">[rows, classes].</param>
    /// <param name="y">[rows, classes].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void ArgMaxMask<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(rows, classes);
        Require.Length(x.Length, (long)rows * classes, nameof(x));
        Require.Length(y.Length, (long)rows * classes, nameof(y));
        if (classes == 0)
        {
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            int best = FirstMaximum(x.Slice(row * classes, classes));
            Span<T> mask = y.Slice(row * classes, classes);
            mask.Clear();
            mask[best] = T.One;
        }
    }

    /// <summary>
    /// <c>y[o · yStride + yOffset + i] = x[o · xStride + xOffset + i]</c> for i below <paramref name="length"/>: a slice, or a part of a concatenation.
    /// </summary>
    /// <param name="x">Rows of <paramref name="xStride"/> elements.</param>
    /// <param name="y">Rows of <paramref name="yStride"/> elements.</param>
    /// <param name="outer">Rows.</param>
    /// <param name="xStride">Elements from row to row of x; zero repeats one row.</param>
    /// <param name="yStride">Elements from row to row of y.</param>
    /// <param name="xOffset">The first element read in a row.</param>
    /// <param name="yOffset">The first element written in a row.</param>
    /// <param name="length">Elements copied of each row.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void CopyBlock<T>(ReadOnlySpan<T> x, Span<T> y, int outer, int xStride, int yStride, int xOffset, int yOffset, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(outer, xStride, yStride);
        Require.Dimensions(xOffset, yOffset, length);
        if (outer == 0 || length == 0)
        {
            return;
        }

        Require.Length(x.Length, ((long)(outer - 1) * xStride) + xOffset + length, nameof(x));
        Require.Length(y.Length, ((long)(outer - 1) * yStride) + yOffset + length, nameof(y));
        for (int row = 0; row < outer; row++)
        {
            x.Slice((row * xStride) + xOffset, length).CopyTo(y.Slice((row * yStride) + yOffset, length));
        }
    }

    /// <summary>Reorders the dimensions of every row: dimension i of y is dimension <c>order[i]</c> of x. Not in place.</summary>
    /// <param name="x">[rows, shape].</param>
    /// <param name="y">[rows, shape in the new order].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="shape">At most six dimensions.</param>
    /// <param name="order">Each dimension's number once.</param>
    /// <exception cref="ArgumentException">An array is too short, or the order is none.</exception>
    public static void Permute<T>(ReadOnlySpan<T> x, Span<T> y, int rows, ReadOnlySpan<int> shape, ReadOnlySpan<int> order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(rows, 0);
        var permutation = new Permutation(shape, order);
        Require.Length(x.Length, (long)rows * permutation.Length, nameof(x));
        Require.Length(y.Length, (long)rows * permutation.Length, nameof(y));
        if (permutation.Length == 0)
        {
            return;
        }

        fixed (T* source = x, destination = y)
        {
            for (int row = 0; row < rows; row++)
            {
                permutation.Run(source + ((nint)row * permutation.Length), destination + ((nint)row * permutation.Length));
            }
        }
    }

    /// <summary><c>y[m, i, j] = x[m, i, j]</c> where j is at most i, otherwise <paramref name="above"/>: a causal mask. May work in place.</summary>
    /// <param name="x">[matrices, rows, columns].</param>
    /// <param name="y">[matrices, rows, columns].</param>
    /// <param name="matrices">Matrices.</param>
    /// <param name="rows">Rows of a matrix.</param>
    /// <param name="columns">Columns of a matrix.</param>
    /// <param name="above">What stands above the diagonal.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void LowerTriangle<T>(ReadOnlySpan<T> x, Span<T> y, int matrices, int rows, int columns, T above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(matrices, rows, columns);
        Require.Length(x.Length, (long)matrices * rows * columns, nameof(x));
        Require.Length(y.Length, (long)matrices * rows * columns, nameof(y));
        bool inPlace = Unsafe.AreSame(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y));
        for (int line = 0; line < matrices * rows; line++)
        {
            int kept = Math.Min((line % rows) + 1, columns);
            Span<T> result = y.Slice(line * columns, columns);
            if (!inPlace)
            {
                x.Slice(line * columns, kept).CopyTo(result);
            }

            result[kept..].Fill(above);
        }
    }

    private static int FirstMaximum<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Scores of few classes are looked through faster than a vector is set up; attention has as many as tokens.
        if (values.Length >= 16)
        {
            return TensorPrimitives.IndexOfMax(values);
        }

        int best = 0;
        for (int k = 1; k < values.Length; k++)
        {
            if (values[k] > values[best])
            {
                best = k;
            }
        }

        return best;
    }
}
