using System.Numerics;

namespace Rationale.Kernels;

/// <content>Kernels that choose by index. Indices are integers, or real values that are integers: token ids that came as features.</content>
public static unsafe partial class SelectionKernels
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
            {
                throw new ArgumentException($"The label in row {row} is {label}; with {classes} classes it must be from 0 to {classes - 1}.", nameof(labels));
            }

            y[(row * classes) + label] = T.One;
        }
    }

    /// <summary><c>y[i, indices[i]] = 1</c>, all others 0.</summary>
    /// <param name="indices">[rows], integers from 0 to classes - 1.</param>
    /// <param name="y">[rows, classes].</param>
    /// <param name="rows">Indices.</param>
    /// <param name="classes">Classes.</param>
    /// <exception cref="ArgumentException">An array is too short, or an index is no class.</exception>
    public static void OneHot<T>(ReadOnlySpan<T> indices, Span<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(rows, classes);
        Require.Length(indices.Length, rows, nameof(indices));
        Require.Length(y.Length, (long)rows * classes, nameof(y));
        y[..(rows * classes)].Clear();
        for (int row = 0; row < rows; row++)
        {
            y[(row * classes) + FloatIndices<T>.At(indices, row, classes)] = T.One;
        }
    }

    /// <summary><c>y[i] = table[indices[i]]</c>: the rows of an embedding.</summary>
    /// <param name="table">Rows of <paramref name="width"/> elements.</param>
    /// <param name="indices">Row numbers.</param>
    /// <param name="y">[indices, width].</param>
    /// <param name="width">Elements of a row.</param>
    /// <exception cref="ArgumentException">An array is too short, or an index is no row of the table.</exception>
    public static void Gather<T>(ReadOnlySpan<T> table, ReadOnlySpan<int> indices, Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather<T, int, IntegerIndices>(table, indices, y, width);

    /// <inheritdoc cref="Gather{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, int)"/>
    public static void Gather<T>(ReadOnlySpan<T> table, ReadOnlySpan<T> indices, Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Gather<T, T, FloatIndices<T>>(table, indices, y, width);

    /// <summary><c>table[indices[i]] += c[i]</c> one after the other: the adjoint of the gathering, added to what the table holds.</summary>
    /// <param name="c">[indices, width].</param>
    /// <param name="indices">Row numbers.</param>
    /// <param name="table">Rows of <paramref name="width"/> elements.</param>
    /// <param name="width">Elements of a row.</param>
    /// <exception cref="ArgumentException">An array is too short, or an index is no row of the table.</exception>
    public static void ScatterAdd<T>(ReadOnlySpan<T> c, ReadOnlySpan<int> indices, Span<T> table, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Scatter<T, int, IntegerIndices>(c, indices, table, width);

    /// <inheritdoc cref="ScatterAdd{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, int)"/>
    public static void ScatterAdd<T>(ReadOnlySpan<T> c, ReadOnlySpan<T> indices, Span<T> table, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Scatter<T, T, FloatIndices<T>>(c, indices, table, width);

    private static void Gather<T, TIndex, TIndices>(ReadOnlySpan<T> table, ReadOnlySpan<TIndex> indices, Span<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndices : struct, IIndices<TIndex>
    {
        Require.Positive(width, nameof(width));
        Require.Length(y.Length, (long)indices.Length * width, nameof(y));
        fixed (T* rows = table, chosen = y)
        {
            TableRows.Run<T, TIndex, TIndices, CopyRow>(rows, table.Length / width, indices, chosen, width);
        }
    }

    private static void Scatter<T, TIndex, TIndices>(ReadOnlySpan<T> c, ReadOnlySpan<TIndex> indices, Span<T> table, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TIndices : struct, IIndices<TIndex>
    {
        Require.Positive(width, nameof(width));
        Require.Length(c.Length, (long)indices.Length * width, nameof(c));
        fixed (T* rows = table, values = c)
        {
            TableRows.Run<T, TIndex, TIndices, AddRow>(rows, table.Length / width, indices, values, width);
        }
    }
}
