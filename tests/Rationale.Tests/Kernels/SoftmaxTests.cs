using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class SoftmaxTests
{
    public static TheoryData<int, int> Shapes() => new() { { 0, 3 }, { 1, 1 }, { 1, 2 }, { 65, 2 }, { 256, 10 }, { 3, 17 }, { 5, 100 }, { 3, 1500 }, { 2, 0 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Softmax_agrees_with_its_definition(int rows, int classes)
    {
        Check<float>(rows, classes, 5);
        Check<float>(rows, classes, 1e4);
        Check<double>(rows, classes, 5);
        Check<double>(rows, classes, 1e4);
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
