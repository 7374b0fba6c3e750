using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Kernels that choose and move elements, as the class of that name for the CPU. An index that chooses nothing cannot be reported from a device: what it should have chosen is NaN, so that it
/// cannot be taken for a result; data are checked before they come here.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockSelectionKernels
{
    /// <summary>One at the first maximum of each row, zero elsewhere. May work in place.</summary>
    public static void ArgMaxMask<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = lanes.First; row < rows; row += lanes.Stride)
        {
            int at = row * classes, best = at;
            for (int k = at + 1; k < at + classes; k++)
            {
                best = x[k] > x[best] ? k : best;
            }

            for (int k = at; k < at + classes; k++)
            {
                y[k] = k == best ? T.One : T.Zero;
            }
        }
    }

    /// <summary><c>y[o · yStride + yOffset + i] = x[o · xStride + xOffset + i]</c> for i below <paramref name="length"/>.</summary>
    public static void CopyBlock<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int outer, int xStride, int yStride, int xOffset, int yOffset, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < outer * length; i += lanes.Stride)
        {
            y[(i / length * yStride) + yOffset + (i % length)] = x[(i / length * xStride) + xOffset + (i % length)];
        }
    }

    /// <summary>Reorders the dimensions of every row: dimension i of y is dimension <c>order[i]</c> of x.</summary>
    public static void Permute<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int rows, BlockDimensions shape, BlockDimensions order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = 1;
        for (int dimension = 0; dimension < shape.Rank; dimension++)
        {
            length *= shape.At(dimension);
        }

        for (int i = lanes.First; i < rows * length; i += lanes.Stride)
        {
            int rest = i % length, source = i / length * length;
            for (int dimension = shape.Rank - 1; dimension >= 0; dimension--)
            {
                int from = order.At(dimension), extent = shape.At(from), stride = 1;
                for (int inner = from + 1; inner < shape.Rank; inner++)
                {
                    stride *= shape.At(inner);
                }

                source += rest % extent * stride;
                rest /= extent;
            }

            y[i] = x[source];
        }
    }

    /// <summary><c>y[m, i, j] = x[m, i, j]</c> where j is at most i, otherwise <paramref name="above"/>. May work in place.</summary>
    public static void LowerTriangle<T>(Lanes lanes, ArrayView<T> x, ArrayView<T> y, int matrices, int rows, int columns, T above)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < matrices * rows * columns; i += lanes.Stride)
        {
            y[i] = i % columns <= i / columns % rows ? x[i] : above;
        }
    }

    /// <summary><c>y[r, labels[r]] = 1</c>, all others 0.</summary>
    public static void OneHot<T>(Lanes lanes, ArrayView<int> labels, ArrayView<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < rows * classes; i += lanes.Stride)
        {
            y[i] = OneAt<T>(labels[i / classes], i % classes, classes);
        }
    }

    /// <summary><c>y[i, indices[i]] = 1</c>, all others 0.</summary>
    public static void OneHot<T>(Lanes lanes, ArrayView<T> indices, ArrayView<T> y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < rows * classes; i += lanes.Stride)
        {
            y[i] = OneAt<T>(Numbers.Index(indices[i / classes], classes), i % classes, classes);
        }
    }

    /// <summary><c>y[i] = table[indices[i]]</c>.</summary>
    public static void Gather<T>(Lanes lanes, ArrayView<T> table, ArrayView<int> indices, ArrayView<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = Chosen(table, indices[i / width], i % width, width);
        }
    }

    /// <summary><c>y[i] = table[indices[i]]</c>, indices that are numbers.</summary>
    public static void Gather<T>(Lanes lanes, ArrayView<T> table, ArrayView<T> indices, ArrayView<T> y, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int count = table.IntLength / width;
        for (int i = lanes.First; i < y.IntLength; i += lanes.Stride)
        {
            y[i] = Chosen(table, Numbers.Index(indices[i / width], count), i % width, width);
        }
    }

    /// <summary><c>table[indices[i]] += c[i]</c>: each element of the table has a thread, which looks for its indices in their order.</summary>
    public static void ScatterAdd<T>(Lanes lanes, ArrayView<T> c, ArrayView<int> indices, ArrayView<T> table, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < table.IntLength; i += lanes.Stride)
        {
            T sum = table[i];
            for (int place = 0; place < indices.IntLength; place++)
            {
                if (indices[place] == i / width)
                {
                    sum += c[(place * width) + (i % width)];
                }
            }

            table[i] = sum;
        }
    }

    /// <summary><c>table[indices[i]] += c[i]</c>, indices that are numbers.</summary>
    public static void ScatterAdd<T>(Lanes lanes, ArrayView<T> c, ArrayView<T> indices, ArrayView<T> table, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < table.IntLength; i += lanes.Stride)
        {
            T sum = table[i], row = Numbers.Of<T>(i / width);
            for (int place = 0; place < indices.IntLength; place++)
            {
                if (indices[place] == row)
                {
                    sum += c[(place * width) + (i % width)];
                }
            }

            table[i] = sum;
        }
    }

    private static T OneAt<T>(int label, int place, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        label < 0 || label >= classes ? T.NaN : label == place ? T.One : T.Zero;

    private static T Chosen<T>(ArrayView<T> table, int index, int place, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        index < 0 || index >= table.IntLength / width ? T.NaN : table[(index * width) + place];
}
