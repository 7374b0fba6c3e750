using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class SoftmaxTests
{
    public static TheoryData<int, int> Shapes() => new() { { 0, 3 }, { 1, 1 }, { 1, 2 }, { 4, 2 }, { 7, 3 }, { 16, 15 }, { 63, 5 }, { 64, 4 }, { 65, 2 }, { 70, 7 }, { 129, 13 }, { 256, 10 }, { 68, 16 }, { 3, 17 }, { 5, 100 }, { 3, 1500 }, { 2, 0 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_agrees_with_its_definition(int rows, int classes)
    {
        Check<float>(rows, classes, 5);
        Check<float>(rows, classes, 1e4);
        Check<double>(rows, classes, 5);
        Check<double>(rows, classes, 1e4);
    }

    // A few rows are added up class by class in their lanes, two rows one after the other: the order is the same.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(15)]
    public void A_row_has_the_bits_that_it_has_in_smaller_batches(int classes)
    {
        const int rows = 70;
        float[] x = Values.Uniform<float>(rows * classes, classes, -4, 4), all = new float[x.Length], pairs = new float[x.Length];
        SoftmaxKernels.Probabilities<float>(x, all, rows, classes);
        for (int row = 0; row < rows; row += 2)
        {
            SoftmaxKernels.Probabilities<float>(x.AsSpan(row * classes, 2 * classes), pairs.AsSpan(row * classes, 2 * classes), 2, classes);
        }

        Assert.Equal(pairs, all);
    }

    private static void Check<T>(int rows, int classes, double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = rows * classes;
        T[] x = Values.Uniform<T>(length, rows + classes, -range, range);
        double[] p = new double[length], log = new double[length], magnitude = new double[length];
        for (int row = 0; row < rows && classes > 0; row++)
        {
            double[] z = Values.Doubles<T>(x.AsSpan(row * classes, classes));
            double max = z.Max(), sum = z.Sum(value => Math.Exp(value - max));
            for (int k = 0; k < classes; k++)
            {
                p[(row * classes) + k] = Math.Exp(z[k] - max) / sum;
                log[(row * classes) + k] = z[k] - max - Math.Log(sum);
                magnitude[(row * classes) + k] = 1 + Math.Abs(z[k] - max);
            }
        }

        // The shifted logit is rounded once: a relative error of the exponential as large as the logit's absolute one, so in units of 1 + |z - max|.
        T[] y = Values.Guarded<T>(x);
        SoftmaxKernels.Probabilities<T>(x, y, rows, classes);
        Values.Check<T>(p, y, 16, [.. p.Zip(magnitude, (a, b) => a * b)]);
        y = Values.Guarded<T>(x);
        SoftmaxKernels.Probabilities<T>(y, y, rows, classes);
        Values.Check<T>(p, y, 16, [.. p.Zip(magnitude, (a, b) => a * b)]);
        y = Values.Guarded<T>(x);
        SoftmaxKernels.LogProbabilities<T>(x, y, rows, classes);
        Values.Check<T>(log, y, 16, magnitude);
        y = Values.Guarded<T>(x);
        SoftmaxKernels.LogProbabilities<T>(y, y, rows, classes);
        Values.Check<T>(log, y, 16, magnitude);
    }
}
