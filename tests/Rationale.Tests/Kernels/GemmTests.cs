using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class GemmTests
{
    // Every tail of rows (to two tiles), the widths that networks have, and around the edges of panels, vectors and blocks of the inner dimension.
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        for (int m = 0; m <= 17; m++)
        {
            shapes.Add(m, 5, 35);
        }

        foreach (int n in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 15, 16, 17, 24, 30, 31, 32, 33, 48, 50, 64, 65 })
        {
            shapes.Add(13, 9, n);
        }

        foreach (int k in new[] { 0, 1, 2, 3, 255, 256, 257, 511, 513, 784, 1030 })
        {
            shapes.Add(11, k, 37);
        }

        // Last columns that fill no vector, beside whole vectors of every number, with inner dimensions in whole and partial vectors and in several blocks.
        foreach (int whole in new[] { 0, 8, 16, 24, 32, 48, 56, 80, 96, 112 })
        {
            for (int last = 1; last <= 4; last++)
            {
                shapes.Add(13, 64, whole + last);
                shapes.Add(37, 83, whole + last);
            }
        }

        foreach (int n in new[] { 10, 16, 24, 30, 32, 48, 50, 64, 70 })
        {
            for (int k = 1; k <= 5; k++)
            {
                shapes.Add(19, k, n);
            }
        }

        for (int m = 1; m <= 17; m++)
        {
            shapes.Add(m, 50, 2);
            shapes.Add(m, 75, 51);
        }

        foreach (int n in new[] { 2, 50 })
        {
            shapes.Add(9, 1024, n);
            shapes.Add(9, 1025, n);
            shapes.Add(9, 2100, n);
            shapes.Add(200, 40, n);
        }

        shapes.Add(64, 784, 50);
        shapes.Add(300, 600, 18);
        shapes.Add(1, 1, 1);
        shapes.Add(1100, 530, 3);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_form_of_the_product_agrees_with_the_plain_loop(int m, int k, int n)
    {
        Compare<float>(m, k, n);
        Compare<double>(m, k, n);
    }

    [Fact]
    public void A_span_that_is_too_short_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => GemmKernels.Multiply<float>(new float[5], new float[6], new float[4], 2, 3, 2, false, false, false));
        Assert.Equal("a", error.ParamName);
        error = Assert.Throws<ArgumentException>(() => GemmKernels.MultiplyPackedBias<float>(new float[6], new float[48], new float[1], new float[4], 2, 3, 2));
        Assert.Equal("bias", error.ParamName);
        error = Assert.Throws<ArgumentException>(() => GemmKernels.MultiplyPacked<float>(new float[6], new float[47], new float[4], 2, 3, 2, false));
        Assert.Contains("47", error.Message);
    }

    [Fact]
    public void Rectified_products_pass_NaN_through()
    {
        float[] packed = new float[GemmKernels.PackedLength(1, 1)];
        float[] c = new float[1];
        GemmKernels.Pack<float>([float.NaN], packed, 1, 1, false);
        GemmKernels.MultiplyPackedBiasRelu<float>([1], packed, [0], c, 1, 1, 1);
        Assert.True(float.IsNaN(c[0]));
    }

    // The sum over the inner dimension has one order, whatever the tile: dividing a batch differently changes no bit.
    [Fact]
    public void A_row_of_the_product_does_not_depend_on_the_rows_beside_it()
    {
        const int m = 23, k = 600, n = 50;
        float[] a = Values.Uniform<float>(m * k, 1), packed = new float[GemmKernels.PackedLength(k, n)], bias = Values.Uniform<float>(n, 3);
        GemmKernels.Pack<float>(Values.Uniform<float>(k * n, 2), packed, k, n, false);
        float[] whole = new float[m * n], row = new float[n];
        GemmKernels.MultiplyPackedBias<float>(a, packed, bias, whole, m, k, n);
        for (int i = 0; i < m; i++)
        {
            GemmKernels.MultiplyPackedBias<float>(a.AsSpan(i * k, k), packed, bias, row, 1, k, n);
            Assert.Equal(row, whole.AsSpan(i * n, n).ToArray());
        }
    }

    // Kernels read whole vectors of both factors; what stands behind the last element must not get into a sum, not even times zero.
    [Theory]
    [InlineData(11, 53, 2)]
    [InlineData(11, 53, 50)]
    [InlineData(3, 41, 19)]
    public void What_stands_behind_a_factor_does_not_reach_the_product(int m, int k, int n)
    {
        float[] Followed(int count, int seed) => [.. Values.Uniform<float>(count, seed), .. Enumerable.Repeat(float.NaN, 64)];
        float[] a = Followed(m * k, 1), b = Followed(k * n, 2), c = new float[m * n], packed = Followed(GemmKernels.PackedLength(k, n), 3);
        GemmKernels.Pack<float>(b.AsSpan(0, k * n), packed, k, n, false);
        GemmKernels.MultiplyPacked<float>(a.AsSpan(0, m * k), packed.AsSpan(0, GemmKernels.PackedLength(k, n)), c, m, k, n, false);
        Assert.All(c, value => Assert.True(float.IsFinite(value)));
        GemmKernels.Multiply<float>(a.AsSpan(0, m * k), b.AsSpan(0, k * n), c, m, k, n, true, false, false);
        Assert.All(c, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Products_allocate_nothing_once_their_scratch_exists()
    {
        float[] a = Values.Uniform<float>(20 * 30, 1), b = Values.Uniform<float>(20 * 40, 2), c = new float[30 * 40];
        GemmKernels.MultiplyTransposedLeft<float>(a, b, c, 30, 20, 40, true);
        Assert.Equal(0, Allocations.Measure(() => GemmKernels.MultiplyTransposedLeft<float>(a, b, c, 30, 20, 40, true)));
    }

    private static void Compare<T>(int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Values.Uniform<T>(m * k, (m * 7919) + (k * 31) + n), b = Values.Uniform<T>(k * n, k + 17), start = Values.Uniform<T>(m * n, 3);
        T[] bias = Values.Uniform<T>(n, 4), gate = Values.Uniform<T>(m * n, 5);
        T below = T.CreateChecked(0.25);
        double[] product = new double[m * n], magnitude = new double[m * n];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0, absolute = 0;
                for (int p = 0; p < k; p++)
                {
                    double term = double.CreateChecked(a[(i * k) + p]) * double.CreateChecked(b[(p * n) + j]);
                    sum += term;
                    absolute += Math.Abs(term);
                }

                product[(i * n) + j] = sum;
                magnitude[(i * n) + j] = absolute + 2;
            }
        }

        // The error of a sum of k products is at most k roundings of the sum of absolute terms; it behaves like the root. Double is compared with a
        // reference of the same precision.
        double roundings = 4 + (2 * Math.Sqrt(k));
        T[] aT = Transposed(a, m, k), bT = Transposed(b, k, n);
        T[] packed = Values.Guarded<T>(new T[GemmKernels.PackedLength(k, n)]), packedFromTransposed = Values.Guarded<T>(new T[GemmKernels.PackedLength(k, n)]);
        GemmKernels.Pack<T>(b, packed.AsSpan(0, GemmKernels.PackedLength(k, n)), k, n, false);
        GemmKernels.Pack<T>(bT, packedFromTransposed.AsSpan(0, GemmKernels.PackedLength(k, n)), k, n, true);
        Assert.Equal(packed, packedFromTransposed);

        double[] added = [.. product.Select((value, i) => value + double.CreateChecked(start[i]))];
        foreach (bool accumulate in new[] { false, true })
        {
            double[] expected = accumulate ? added : product;
            T[] c = Values.Guarded<T>(start);
            GemmKernels.MultiplyPacked<T>(a, packed, c, m, k, n, accumulate);
            Values.Check<T>(expected, c, roundings, magnitude, $"packed {m}x{k}x{n}");
            c = Values.Guarded<T>(start);
            GemmKernels.MultiplyTransposedLeft<T>(aT, b, c, m, k, n, accumulate);
            Values.Check<T>(expected, c, roundings, magnitude, $"transposed left {m}x{k}x{n}");
            c = Values.Guarded<T>(start);
            GemmKernels.Multiply<T>(a, b, c, m, k, n, false, false, accumulate);
            Values.Check<T>(expected, c, roundings, magnitude, $"plain {m}x{k}x{n}");
            c = Values.Guarded<T>(start);
            GemmKernels.Multiply<T>(a, bT, c, m, k, n, false, true, accumulate);
            Values.Check<T>(expected, c, roundings, magnitude, $"transposed right {m}x{k}x{n}");
            c = Values.Guarded<T>(start);
            GemmKernels.Multiply<T>(aT, bT, c, m, k, n, true, true, accumulate);
            Values.Check<T>(expected, c, roundings, magnitude, $"both transposed {m}x{k}x{n}");
        }

        double[] biased = [.. product.Select((value, i) => value + double.CreateChecked(bias[i % n]))];
        T[] result = Values.Guarded<T>(start);
        GemmKernels.MultiplyPackedBias<T>(a, packed, bias, result, m, k, n);
        Values.Check<T>(biased, result, roundings, magnitude, $"bias {m}x{k}x{n}");
        result = Values.Guarded<T>(start);
        GemmKernels.MultiplyPackedBiasRelu<T>(a, packed, bias, result, m, k, n);
        Values.Check<T>([.. biased.Select(value => Math.Max(value, 0))], result, roundings, magnitude, $"bias and relu {m}x{k}x{n}");
        result = Values.Guarded<T>(start);
        GemmKernels.MultiplyPackedReluBackward<T>(a, packed, gate, result, m, k, n, below);
        double[] gated = [.. product.Select((value, i) => gate[i] > T.Zero ? value : 0.25 * value)];
        Values.Check<T>(gated, result, roundings, magnitude, $"gate {m}x{k}x{n}");
    }

    private static T[] Transposed<T>(T[] x, int rows, int columns)
    {
        var y = new T[x.Length];
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                y[(c * rows) + r] = x[(r * columns) + c];
            }
        }

        return y;
    }
}
