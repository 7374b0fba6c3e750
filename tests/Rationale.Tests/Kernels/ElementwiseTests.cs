using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class ElementwiseTests
{
    private static readonly int[] Lengths = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 50, 64, 100, 257];

    private delegate void Kernel<T>(ReadOnlySpan<T> x, Span<T> y);

    [Theory]
    [InlineData(typeof(float))]
    [InlineData(typeof(double))]
    public void Every_function_agrees_with_its_definition_in_place_and_not(Type type)
    {
        if (type == typeof(float))
        {
            Functions<float>();
        }
        else
        {
            Functions<double>();
        }
    }

    [Fact]
    public void Sign_of_zero_is_zero()
    {
        double[] y = new double[5];
        ElementwiseKernels.Sign<double>([-3, -0.0, 0, 1e-300, double.NaN], y);
        Assert.Equal([-1, 0, 0, 1, double.NaN], y);
    }

    [Fact]
    public void Functions_reach_their_limits_at_large_magnitudes()
    {
        float[] x = [-1e4f, 1e4f, float.NegativeInfinity, float.PositiveInfinity, -104, 89];
        Assert.Equal([0, 1, 0, 1], Apply<float>(ElementwiseKernels.Sigmoid, x)[..4]);
        Assert.Equal([-1, 1, -1, 1], Apply<float>(ElementwiseKernels.Tanh, x)[..4]);
        Assert.Equal([0, 1e4f, 0, float.PositiveInfinity], Apply<float>(ElementwiseKernels.Softplus, x)[..4]);
        Assert.Equal([0, 1, 0, 1], Apply<float>(ElementwiseKernels.NormalCdf, x)[..4]);
        Assert.Equal([0, 0, 0, 0], Apply<float>(ElementwiseKernels.NormalPdf, x)[..4]);
        Assert.Equal([0, float.PositiveInfinity, 0, float.PositiveInfinity], Apply<float>(ElementwiseKernels.Exp, x)[..4]);
        double[] z = [-1e4, 1e4, double.NegativeInfinity, double.PositiveInfinity];
        Assert.Equal([0, 1, 0, 1], Apply<double>(ElementwiseKernels.Sigmoid, z));
        Assert.Equal([-1, 1, -1, 1], Apply<double>(ElementwiseKernels.Tanh, z));
        Assert.Equal([0, 1e4, 0, double.PositiveInfinity], Apply<double>(ElementwiseKernels.Softplus, z));
        Assert.Equal([0, 1, 0, 1], Apply<double>(ElementwiseKernels.NormalCdf, z));
        Assert.Equal([0, double.PositiveInfinity, 0, double.PositiveInfinity], Apply<double>(ElementwiseKernels.Exp, z));
    }

    [Fact]
    public void NaN_stays_NaN()
    {
        foreach (Kernel<float> kernel in new Kernel<float>[]
        {
            ElementwiseKernels.Relu, ElementwiseKernels.Sigmoid, ElementwiseKernels.Softplus, ElementwiseKernels.Tanh, ElementwiseKernels.Exp, ElementwiseKernels.NormalCdf,
            ElementwiseKernels.NormalPdf, ElementwiseKernels.Sign, ElementwiseKernels.Abs, ElementwiseKernels.Sqrt,
        })
        {
            Assert.True(float.IsNaN(Apply(kernel, [float.NaN])[0]), kernel.Method.Name);
        }
    }

    // Reference values of Φ from 40-digit arithmetic.
    [Fact]
    public void The_normal_distribution_function_is_exact_to_its_promise()
    {
        double[] x = [-37.5, -10, -6, -3, -1.5, -1, -0.5, -1e-3, 0, 1e-3, 0.25, 0.5, 1, 2, 3.5, 5, 8, 9];
        double[] expected =
        [
            4.60535300958195484e-308, 7.61985302416052607e-24, 9.86587645037698141e-10, 0.00134989803163009453, 0.066807201268858066, 0.158655253931457051,
            0.308537538725986896, 0.499601057786088937, 0.5, 0.500398942213911063, 0.598706325682923724, 0.691462461274013104,
            0.841344746068542949, 0.977249868051820793, 0.999767370920964475, 0.999999713348428121, 0.999999999999999378, 1.0,
        ];
        double[] y = Apply<double>(ElementwiseKernels.NormalCdf, x);
        float[] single = Apply<float>(ElementwiseKernels.NormalCdf, [.. x.Select(value => (float)value)]);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(expected[i], y[i], 4e-16);
            Assert.Equal(expected[i], single[i], 1e-7);

            // In the tail relative exactness is lost to the rounding of x² in the exponent only.
            Assert.True(Math.Abs(y[i] - expected[i]) <= 1e-15 * (3 + (x[i] * x[i])) * expected[i]);
        }
    }

    [Fact]
    public void Softplus_is_exact_far_below_zero()
    {
        double e = Math.Exp(-30);
        Assert.Equal(e - (e * e / 2), Apply<double>(ElementwiseKernels.Softplus, [-30])[0], 1e-27);
        Assert.Equal(Math.Exp(-20), Apply<float>(ElementwiseKernels.Softplus, [-20])[0], 1e-15);
    }

    [Fact]
    public void Operands_of_different_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ElementwiseKernels.Exp<float>(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => ElementwiseKernels.ReluBackward<float>(new float[3], new float[4], new float[3], 0));
    }

    private static T[] Apply<T>(Kernel<T> kernel, T[] x)
    {
        var y = new T[x.Length];
        kernel(x, y);
        return y;
    }

    private static void Functions<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T below = T.CreateChecked(0.125), scale = T.CreateChecked(1.5), shift = T.CreateChecked(-0.25);
        Check<T>("square", ElementwiseKernels.Square, x => x * x, 1);
        Check<T>("sqrt", ElementwiseKernels.Sqrt, Math.Sqrt, 1, 0);
        Check<T>("abs", ElementwiseKernels.Abs, Math.Abs, 0);
        Check<T>("sign", ElementwiseKernels.Sign, x => Math.Sign(x), 0);
        Check<T>("reciprocal", ElementwiseKernels.Reciprocal, x => 1 / x, 1);
        Check<T>("relu", ElementwiseKernels.Relu, x => Math.Max(x, 0), 0);
        Check<T>("exp", ElementwiseKernels.Exp, Math.Exp, 4);
        Check<T>("tanh", ElementwiseKernels.Tanh, Math.Tanh, 8);
        Check<T>("sigmoid", ElementwiseKernels.Sigmoid, x => 1 / (1 + Math.Exp(-x)), 6);
        Check<T>("softplus", ElementwiseKernels.Softplus, x => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x))), 8);
        Check<T>("pdf", ElementwiseKernels.NormalPdf, x => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI), 500);
        Check<T>("affine", (x, y) => ElementwiseKernels.Affine(x, y, scale, shift), x => (1.5 * x) - 0.25, 4);
        Check<T>("step", (x, y) => ElementwiseKernels.Heaviside(x, y, below), x => x > 0 ? 1 : 0.125, 0);
        Check<T>("copy", ElementwiseKernels.Copy, x => x, 0);
        Check<T>("fill", (x, y) => ElementwiseKernels.Fill(y, scale), x => 1.5, 0);
        Check<T>("gate", (x, y) => ElementwiseKernels.ReluBackward(x, x, y, below), x => x > 0 ? x : 0.125 * x, 1);

        foreach (int length in Lengths)
        {
            T[] x = Values.Uniform<T>(length, 11), y = Values.Uniform<T>(length, 12), sum = Values.Guarded<T>(y);
            ElementwiseKernels.AddInto<T>(x, sum.AsSpan(0, length));
            Values.Check<T>([.. x.Zip(y, (a, b) => double.CreateChecked(a) + double.CreateChecked(b))], sum, 1);
            T[] gate = Values.Uniform<T>(length, 13), gated = Values.Guarded<T>(x);
            ElementwiseKernels.ReluBackward(gate, gated.AsSpan(0, length), gated.AsSpan(0, length), T.Zero);
            Values.Check<T>([.. x.Zip(gate, (a, g) => g > T.Zero ? double.CreateChecked(a) : 0)], gated, 0);
        }
    }

    // log(1 + e) = 2 artanh s with s = e / (2 + e), at most a third: exact where 1 + e is not.
    private static double LogOnePlus(double e)
    {
        double s = e / (2 + e), power = s, sum = 0;
        for (int i = 1; i < 40; i += 2, power *= s * s)
        {
            sum += power / i;
        }

        return 2 * sum;
    }

    // Tolerances in roundings: what an exponential of vectors promises (about one unit) plus one for each operation around it.
    private static void Check<T>(string name, Kernel<T> kernel, Func<double, double> reference, double roundings, double low = -12)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int length in Lengths)
        {
            T[] x = Values.Uniform<T>(length, length + 1, low, 12);
            double[] expected = [.. Values.Doubles<T>(x).Select(reference)];
            double floor = name is "tanh" or "log" or "affine" ? 1 : 0;
            double[] magnitude = [.. expected.Select(value => Math.Max(Math.Abs(value), floor))];
            T[] y = Values.Guarded<T>(new T[length]);
            kernel(x, y.AsSpan(0, length));
            Values.Check<T>(expected, y, roundings, magnitude, name);
            T[] same = Values.Guarded<T>(x);
            kernel(same.AsSpan(0, length), same.AsSpan(0, length));
            Values.Check<T>(expected, same, roundings, magnitude, name + " in place");
        }
    }
}
