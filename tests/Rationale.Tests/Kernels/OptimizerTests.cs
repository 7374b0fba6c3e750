using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class OptimizerTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(53)]
    public void Three_steps_follow_the_published_formulas(int count)
    {
        Adam<float>(count, 0);
        Adam<double>(count, 0);
        Adam<float>(count, 0.01);
        Adam<double>(count, 0.01);
        Sgd<float>(count);
        Sgd<double>(count);
    }

    // One Adam step by hand: m = 0.1 g, v = 0.001 g², both corrected to g and g², so θ moves by lr · g / (|g| + ε).
    [Fact]
    public void The_first_Adam_step_is_the_learning_rate()
    {
        double[] theta = [1, 1, 1], m = new double[3], v = new double[3];
        OptimizerKernels.Adam<double>(theta, [4, -0.5, 0], m, v, 0.001 / (1 - 0.9), 1 / Math.Sqrt(1 - 0.999), 0.9, 0.999, 1e-8);
        Assert.Equal(0.999, theta[0], 1e-10);
        Assert.Equal(1.001, theta[1], 1e-10);
        Assert.Equal(1.0, theta[2]);
        Assert.Equal(0.4, m[0], 1e-15);
        Assert.Equal(0.016, v[0], 1e-15);
    }

    // Without gradients the mean shrinks by a tenth a step, below the normal numbers after some 830 steps; rounding would keep it at a few of the smallest numbers for ever.
    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public void Means_of_parameters_that_get_no_gradient_any_more_become_zero(int count)
    {
        float[] theta = Values.Uniform<float>(count, 1), m = new float[count], v = new float[count], velocity = new float[count], other = Values.Uniform<float>(count, 1);
        float[] g = Values.Uniform<float>(count, 2), none = new float[count];
        for (int t = 1; t <= 900; t++)
        {
            OptimizerKernels.Adam<float>(theta, t == 1 ? g : none, m, v, 0.001f, 1, 0.9f, 0.999f, 1e-8f);
            OptimizerKernels.Sgd<float>(other, t == 1 ? g : none, velocity, 0.001f, 0.9f);
        }

        Assert.All(m, value => Assert.Equal(0, value));
        Assert.All(velocity, value => Assert.Equal(0, value));
        Assert.All(v, value => Assert.True(float.IsNormal(value)));
        float[] before = [.. theta];
        OptimizerKernels.Adam<float>(theta, none, m, v, 0.001f, 1, 0.9f, 0.999f, 1e-8f);
        Assert.Equal(before, theta);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(35)]
    public void A_gradient_that_is_no_number_is_seen_in_everything(int count)
    {
        float[] theta = new float[count], m = new float[count], v = new float[count];
        float[] g = new float[count];
        Array.Fill(g, float.NaN);
        OptimizerKernels.Adam<float>(theta, g, m, v, 0.001f, 1, 0.9f, 0.999f, 1e-8f);
        Assert.All([.. theta, .. m, .. v], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void Sums_scales_and_accumulation_are_exact_on_whole_numbers()
    {
        float[] x = [1, 2, 3], y = [10, 20, 30];
        Assert.Equal(14, OptimizerKernels.SumOfSquares<float>(x));
        AccumulationKernels.Sum<float>(y, x);
        Assert.Equal([11, 22, 33], y);
        OptimizerKernels.Scale<float>(y, 2);
        Assert.Equal([22, 44, 66], y);
        Assert.Throws<ArgumentException>(() => AccumulationKernels.Sum<float>(new float[2], new float[3]));
    }

    private static void Adam<T>(int count, double decay)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] theta = Values.Guarded<T>(Values.Uniform<T>(count, 1)), m = Values.Guarded<T>(new T[count]), v = Values.Guarded<T>(new T[count]);
        double[] expected = Values.Doubles<T>(theta.AsSpan(0, count)), mean = new double[count], square = new double[count];
        double rate = 0.01, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
        for (int t = 1; t <= 3; t++)
        {
            T[] g = Values.Uniform<T>(count, 10 + t);
            double first = 1 - Math.Pow(beta1, t), second = 1 - Math.Pow(beta2, t);
            OptimizerKernels.AdamW(
                theta.AsSpan(0, count), g, m.AsSpan(0, count), v.AsSpan(0, count), T.CreateChecked(rate / first), T.CreateChecked(1 / Math.Sqrt(second)),
                T.CreateChecked(beta1), T.CreateChecked(beta2), T.CreateChecked(epsilon), T.CreateChecked(rate * decay));
            for (int i = 0; i < count; i++)
            {
                double gradient = double.CreateChecked(g[i]);
                expected[i] *= 1 - (rate * decay);
                mean[i] = (beta1 * mean[i]) + ((1 - beta1) * gradient);
                square[i] = (beta2 * square[i]) + ((1 - beta2) * gradient * gradient);
                expected[i] -= rate / first * mean[i] / ((Math.Sqrt(square[i]) / Math.Sqrt(second)) + epsilon);
            }
        }

        // 1 - β₂ has lost three digits in float: √v carries them as a relative error of some 10⁻⁵ of a step, a hundredth.
        Values.Check<T>(expected, theta, 24, [.. expected.Select(_ => 1.0)]);
        Values.Check<T>(mean, m, 24, [.. expected.Select(_ => 0.3)]);
        Values.Check<T>(square, v, 2000, [.. expected.Select(_ => 0.003)]);
    }

    private static void Sgd<T>(int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (double momentum in new[] { 0, 0.9 })
        {
            T[] theta = Values.Guarded<T>(Values.Uniform<T>(count, 1));
            T[] velocity = Values.Guarded<T>(new T[count]);
            double[] expected = Values.Doubles<T>(theta.AsSpan(0, count)), v = new double[count];
            for (int t = 0; t < 3; t++)
            {
                T[] g = Values.Uniform<T>(count, 20 + t);
                Span<T> state = momentum == 0 ? default : velocity.AsSpan(0, count);
                OptimizerKernels.Sgd(theta.AsSpan(0, count), g, state, T.CreateChecked(0.1), T.CreateChecked(momentum));
                for (int i = 0; i < count; i++)
                {
                    v[i] = (momentum * v[i]) + double.CreateChecked(g[i]);
                    expected[i] -= 0.1 * v[i];
                }
            }

            Values.Check<T>(expected, theta, 16, [.. expected.Select(_ => 1.0)]);
        }
    }
}
