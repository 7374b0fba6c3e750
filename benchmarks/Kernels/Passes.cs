using Rationale.Kernels;

namespace Rationale.Benchmarks.Kernels;

/// <summary>The kernels other than products, at the sizes of a batch of 256 rows.</summary>
internal static class Passes
{
    private const int Rows = 256;

    public static void Print()
    {
        float[] x = Clock.Numbers(Rows * 50), y = new float[Rows * 50], z = Clock.Numbers(Rows * 50), row = Clock.Numbers(784), column = Clock.Numbers(Rows);
        foreach (int width in new[] { 2, 10, 30, 50 })
        {
            int count = Rows * width;
            Line($"softmax {Rows} x {width}", count, () => SoftmaxKernels.Probabilities<float>(x, y, Rows, width));
            Line($"log-softmax {Rows} x {width}", count, () => SoftmaxKernels.LogProbabilities<float>(x, y, Rows, width));
            Line($"row sums {Rows} x {width}", count, () => ReduceKernels.Sum<float>(x, y, 1, Rows, width, false));
            Line($"column sums {Rows} x {width}", count, () => ReduceKernels.Sum<float>(x, y, Rows, width, 1, true));
            Line($"times row {Rows} x {width}", count, () => BinaryKernels.Multiply<float>(x, row, y, Rows, width, 1));
            Line($"times column {Rows} x {width}", count, () => BinaryKernels.Multiply<float>(x, column, y, 1, Rows, width));
            Line($"mask of maxima {Rows} x {width}", count, () => SelectionKernels.ArgMaxMask<float>(x, y, Rows, width));
        }

        int length = x.Length;
        Line("times", length, () => BinaryKernels.Multiply<float>(x, z, y));
        Line("sum", length, () => ReduceKernels.Sum<float>(x, y, 1, 1, length, false));
        Line("gate", length, () => ElementwiseKernels.ReluBackward<float>(x, z, y, 0));
        Line("exp", length, () => ElementwiseKernels.Exp<float>(x, y));
        Line("tanh", length, () => ElementwiseKernels.Tanh<float>(x, y));
        Line("sigmoid", length, () => ElementwiseKernels.Sigmoid<float>(x, y));
        Line("softplus", length, () => ElementwiseKernels.Softplus<float>(x, y));
        Line("normal cdf", length, () => ElementwiseKernels.NormalCdf<float>(x, y));
        Line("dropout mask", length, () => DropoutKernels.Fill<float>(y, 1, 1, 1, 0, Rows, 50, 0.5));
        float[] m = new float[length], v = new float[length], theta = new float[length];
        Line("adam", length, () => OptimizerKernels.Adam<float>(theta, x, m, v, 1e-3f, 1, 0.9f, 0.999f, 1e-8f));
    }

    private static void Line(string name, int count, Action action)
    {
        double seconds = Clock.Best(action);
        Console.WriteLine($"{name,-26} {seconds * 1e6,9:F2} µs  {1e9 * seconds / count,7:F3} ns an element");
    }
}
