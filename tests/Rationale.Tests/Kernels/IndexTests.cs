using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class IndexTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(17)]
    [InlineData(50)]
    public void Rows_are_taken_and_added_at_every_width(int width)
    {
        Rows<float>(width);
        Rows<double>(width);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(3f)]
    [InlineData(0.5f)]
    [InlineData(3e9f)]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void What_is_no_index_is_named(float index)
    {
        float[] table = new float[6], y = new float[4];
        string expected = FormattableString.Invariant($"Index 1 is {index}; with 3 to choose from it must be an integer from 0 to 2.");
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SelectionKernels.Gather<float>(table, (float[])[2, index], y, 2)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SelectionKernels.ScatterAdd<float>(y, (float[])[2, index], table, 2)).Message);
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => SelectionKernels.OneHot<float>((float[])[2, index], table, 2, 3)).Message);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    public void A_triangle_keeps_what_is_not_above_the_diagonal(int rows, int columns)
    {
        float[] x = Values.Uniform<float>(2 * rows * columns, 1), y = Values.Guarded<float>(new float[x.Length]);
        double[] expected = [.. x.Select((value, i) => i % columns > i / columns % rows ? -7.0 : value)];
        SelectionKernels.LowerTriangle<float>(x, y, 2, rows, columns, -7);
        Values.Check<float>(expected, y, 0);
        SelectionKernels.LowerTriangle<float>(x, x, 2, rows, columns, -7);
        Assert.Equal(y[..x.Length], x);
    }

    private static void Rows<T>(int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int[] whole = [2, 0, 2, 1, 2];
        T[] table = Values.Uniform<T>(3 * width, 1), real = [.. whole.Select(T.CreateChecked)], y = Values.Guarded<T>(new T[5 * width]), z = Values.Guarded<T>(new T[5 * width]);
        SelectionKernels.Gather<T>(table, whole, y, width);
        SelectionKernels.Gather<T>(table, real, z, width);
        Values.Check<T>([.. Enumerable.Range(0, 5 * width).Select(i => double.CreateChecked(table[(whole[i / width] * width) + (i % width)]))], y, 0);
        Assert.Equal(y, z);

        T[] sums = Values.Guarded<T>(table), same = Values.Guarded<T>(table);
        double[] expected = Values.Doubles<T>(table);
        for (int i = 0; i < 5 * width; i++)
        {
            expected[(whole[i / width] * width) + (i % width)] += double.CreateChecked(y[i]);
        }

        SelectionKernels.ScatterAdd<T>(y.AsSpan(0, 5 * width), whole, sums, width);
        SelectionKernels.ScatterAdd<T>(y.AsSpan(0, 5 * width), real, same, width);
        Values.Check<T>(expected, sums, 8, [.. Enumerable.Repeat(4.0, expected.Length)]);
        Assert.Equal(sums, same);
    }
}
