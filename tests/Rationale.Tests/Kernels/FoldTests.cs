using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class FoldTests
{
    public static TheoryData<int, int, int> Shapes() => new()
    {
        { 1, 1, 0 }, { 1, 1, 1 }, { 1, 1, 15 }, { 1, 1, 63 }, { 1, 1, 5000 }, { 3, 1, 7 }, { 1, 5, 1 }, { 7, 2, 1 }, { 200, 2, 1 }, { 256, 10, 1 }, { 67, 30, 1 },
        { 40, 33, 1 }, { 300, 50, 1 }, { 5, 100, 1 }, { 260, 784, 1 }, { 1000, 3, 1 }, { 1, 9, 2 }, { 1, 300, 10 }, { 2, 4, 3 }, { 3, 5, 40 }, { 1, 3, 9000 }, { 0, 3, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Sums_and_maxima_agree_with_the_plain_loop(int outer, int middle, int inner)
    {
        Check<float>(outer, middle, inner);
        Check<double>(outer, middle, inner);
    }

    [Fact]
    public void A_million_floats_add_up_to_six_digits()
    {
        float[] x = Values.Uniform<float>(1_000_000, 3, 0, 1), y = new float[10];
        double expected = Values.Doubles<float>(x).Sum();
        ReduceKernels.Sum<float>(x, y, 1, 1, x.Length, false);
        Assert.Equal(1, y[0] / expected, 1e-6);
        ReduceKernels.Sum<float>(x, y, 100_000, 10, 1, false);
        for (int j = 0; j < 10; j++)
        {
            Assert.Equal(1, y[j] / x.Where((_, i) => i % 10 == j).Sum(value => (double)value), 2e-6);
        }

        Assert.Equal(1, OptimizerKernels.SumOfSquares<float>(x) / x.Sum(value => (double)value * value), 1e-6);
    }

    [Fact]
    public void A_maximum_with_NaN_is_NaN()
    {
        float[] x = new float[100], y = new float[10];
        x[57] = float.NaN;
        ReduceKernels.Max<float>(x, y, 1, 1, 100);
        Assert.True(float.IsNaN(y[0]));
        ReduceKernels.Max<float>(x, y, 10, 10, 1);
        Assert.True(float.IsNaN(y[7]) && y[6] == 0);
    }

    private static void Check<T>(int outer, int middle, int inner)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Uniform<T>(outer * middle * inner, outer + middle + inner), start = Values.Uniform<T>(middle, 2);
        double[] sum = new double[middle], absolute = new double[middle], max = new double[middle];
        Array.Fill(max, double.NegativeInfinity);
        for (int i = 0; i < x.Length; i++)
        {
            double value = double.CreateChecked(x[i]);
            int m = i / inner % middle;
            sum[m] += value;
            absolute[m] += Math.Abs(value);
            max[m] = Math.Max(max[m], value);
        }

        T[] y = Values.Guarded<T>(start);
        ReduceKernels.Sum<T>(x, y, outer, middle, inner, false);
        Values.Check<T>(sum, y, 32, absolute);
        y = Values.Guarded<T>(start);
        ReduceKernels.Sum<T>(x, y, outer, middle, inner, true);
        Values.Check<T>([.. sum.Zip(start, (s, b) => s + double.CreateChecked(b))], y, 32, [.. absolute.Select(a => a + 1)]);
        y = Values.Guarded<T>(start);
        ReduceKernels.Max<T>(x, y, outer, middle, inner);
        Values.Check<T>(max, y, 0);
    }
}
