using System.ComponentModel;
using System.Numerics;

namespace Rationale.Kernels;

/// <summary>Kernels that choose and move elements. Generated code calls these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Selection
{
    /// <summary><c>y[r, labels[r]] = 1</c>, all others 0.</summary>
    /// <param name="labels">[rows], each from 0 to classes - 1.</param>
    /// <param name="y">[rows, classes].</param>
    /// <param name="rows">Samples.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="ArgumentException">An array is too short, or a label is not a class.</exception>
    public static void OneHot<T>(ReadOnlySpan<int> labels, Span<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(rows, classes);
        Require.Length(labels.Length, rows, nameof(labels));
        Require.Length(y.Length, (long)rows * classes, nameof(y));
        y[..(rows * classes)].Clear();
        for (int row = 0; row < rows; row++)
        {
            int label = labels[row];
            if ((uint)label >= (uint)classes)
                throw new ArgumentException($"The label in row {row} is {label}; with {classes} classes it must be from 0 to {classes - 1}.", nameof(labels));
            y[(row * classes) + label] = T.One;
        }
    }

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
            return;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> values = x.Slice(row * classes, classes);
            int best = 0;
            for (int k = 1; k < values.Length; k++)
            {
                if (values[k] > values[best])
                    best = k;
            }

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
    /// <param name="accumulate">Whether the elements are added to those of y.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void CopyBlock<T>(
        ReadOnlySpan<T> x, Span<T> y, int outer, int xStride, int yStride, int xOffset, int yOffset, int length, bool accumulate = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(outer, xStride, yStride);
        Require.Dimensions(xOffset, yOffset, length);
        if (outer == 0 || length == 0)
            return;
        Require.Length(x.Length, ((long)(outer - 1) * xStride) + xOffset + length, nameof(x));
        Require.Length(y.Length, ((long)(outer - 1) * yStride) + yOffset + length, nameof(y));
        for (int row = 0; row < outer; row++)
        {
            ReadOnlySpan<T> source = x.Slice((row * xStride) + xOffset, length);
            Span<T> destination = y.Slice((row * yStride) + yOffset, length);
            if (accumulate)
                Elementwise.AddInto(source, destination);
            else
                source.CopyTo(destination);
        }
    }

    /// <summary><c>y[c, r] = x[r, c]</c>. Not in place.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[columns, rows].</param>
    /// <param name="rows">Rows of x.</param>
    /// <param name="columns">Columns of x.</param>
    /// <exception cref="ArgumentException">An array is too short.</exception>
    public static void Transpose<T>(ReadOnlySpan<T> x, Span<T> y, int rows, int columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(rows, columns);
        Require.Length(x.Length, (long)rows * columns, nameof(x));
        Require.Length(y.Length, (long)rows * columns, nameof(y));
        fixed (T* source = x, destination = y)
            Transposition.Run(source, columns, destination, rows, rows, columns);
    }
}
