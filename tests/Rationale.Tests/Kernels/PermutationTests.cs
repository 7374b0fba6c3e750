using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class PermutationTests
{
    public static TheoryData<int[], int[]> Orders() => new()
    {
        { [], [] },
        { [5], [0] },
        { [4, 6], [1, 0] },
        { [17, 9], [1, 0] },
        { [11, 300], [1, 0] },
        { [5, 131], [1, 0] },
        { [3, 4, 5], [0, 1, 2] },
        { [3, 4, 5], [2, 0, 1] },
        { [3, 4, 5], [1, 0, 2] },
        { [3, 4, 16], [1, 0, 2] },
        { [3, 4, 19], [1, 0, 2] },
        { [2, 3, 29], [1, 0, 2] },
        { [2, 2, 300], [1, 0, 2] },
        { [3, 4, 5], [0, 2, 1] },
        { [3, 4, 5], [2, 1, 0] },
        { [8, 1, 6], [2, 1, 0] },
        { [2, 3, 4, 5], [0, 2, 1, 3] },
        { [2, 3, 4, 5], [3, 1, 2, 0] },
        { [2, 3, 1, 4, 3, 2], [5, 2, 0, 4, 1, 3] },
        { [2, 0, 3], [2, 1, 0] },
        { [1, 1], [1, 0] },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_element_goes_to_its_place(int[] shape, int[] order)
    {
        Compare<float>(shape, order);
        Compare<double>(shape, order);
    }

    [Fact]
    public void An_order_that_is_none_is_an_error()
    {
        float[] x = new float[6], y = new float[6];
        Assert.Contains("dimension 1", Assert.Throws<ArgumentException>(() => SelectionKernels.Permute<float>(x, y, 1, [2, 3], [1, 1])).Message);
        Assert.Contains("dimension 2", Assert.Throws<ArgumentException>(() => SelectionKernels.Permute<float>(x, y, 1, [2, 3], [2, 0])).Message);
        Assert.Equal("order", Assert.Throws<ArgumentException>(() => SelectionKernels.Permute<float>(x, y, 1, [2, 3], [0])).ParamName);
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => SelectionKernels.Permute<float>(x, new float[5], 1, [2, 3], [1, 0])).ParamName);
    }

    [Fact]
    public void Rows_of_a_table_are_gathered_and_added_back()
    {
        float[] table = [1, 2, 3, 4, 5, 6], y = new float[8];
        SelectionKernels.Gather<float>(table, [2, 0, 2, 1], y, 2);
        Assert.Equal([5, 6, 1, 2, 5, 6, 3, 4], y);
        SelectionKernels.ScatterAdd<float>([1, 1, 10, 10, 2, 2, 20, 20], [2, 0, 2, 1], table, 2);
        Assert.Equal([11, 12, 23, 24, 8, 9], table);
        Assert.Contains("Index 1 is 3", Assert.Throws<ArgumentException>(() => SelectionKernels.Gather<float>(table, [0, 3], y, 2)).Message);
        Assert.Contains("Index 0 is -1", Assert.Throws<ArgumentException>(() => SelectionKernels.ScatterAdd<float>(y, [-1], table, 2)).Message);
    }

    private static void Compare<T>(int[] shape, int[] order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int rows = 3;
        int length = shape.Aggregate(1, (a, b) => a * b);
        T[] x = Values.Uniform<T>(rows * length, 1), y = Values.Guarded<T>(new T[x.Length]);
        double[] expected = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int[] at = new int[shape.Length];
            int rest = i % length;
            for (int d = shape.Length - 1; d >= 0; rest /= shape[d--])
            {
                at[d] = rest % shape[d];
            }

            int to = i / length;
            foreach (int d in order)
            {
                to = (to * shape[d]) + at[d];
            }

            expected[to] = double.CreateChecked(x[i]);
        }

        SelectionKernels.Permute<T>(x, y, rows, shape, order);
        Values.Check<T>(expected, y, 0);
    }
}
