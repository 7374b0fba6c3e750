using System.Numerics;
using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

/// <summary>Convolutions that are joined with the pooling behind them: against the definition of the two, one after the other.</summary>
public sealed class PooledConvolutionTests
{
    public static TheoryData<int, int[]> Geometries()
    {
        // images; height, width, channels, outChannels, kernelHeight, kernelWidth, top, left, bottom, right, windowHeight, windowWidth, strideY, strideX
        var data = new TheoryData<int, int[]>();
        void Add(int images, params int[] sizes) => data.Add(images, sizes);
        Add(2, 28, 28, 1, 10, 5, 5, 0, 0, 0, 0, 2, 2, 2, 2);
        Add(9, 12, 12, 10, 20, 5, 5, 0, 0, 0, 0, 2, 2, 2, 2);
        Add(3, 13, 11, 3, 16, 3, 3, 1, 1, 1, 1, 2, 2, 2, 2);
        Add(2, 9, 10, 5, 33, 3, 2, 1, 0, 2, 1, 2, 2, 3, 2);
        Add(2, 10, 9, 16, 7, 5, 3, 2, 1, 2, 1, 3, 2, 3, 4);
        Add(2, 11, 13, 7, 8, 1, 1, 0, 0, 0, 0, 3, 3, 3, 3);
        Add(2, 8, 9, 1, 1, 3, 3, 0, 0, 0, 0, 2, 2, 2, 2);
        Add(2, 6, 20, 2, 9, 4, 7, 0, 3, 0, 3, 1, 5, 2, 5);
        Add(1, 4, 4, 40, 12, 3, 3, 0, 0, 0, 0, 2, 2, 2, 2);
        Add(130, 6, 6, 2, 4, 3, 3, 0, 0, 0, 0, 2, 2, 2, 2);
        Add(0, 28, 28, 1, 10, 5, 5, 0, 0, 0, 0, 2, 2, 2, 2);
        return data;
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Every_form_agrees_with_the_definition(int images, int[] sizes)
    {
        var (g, pool) = Joined(sizes);
        Compare<float>(images, g, pool);
        Compare<double>(images, g, pool);
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void The_three_forms_are_adjoint(int images, int[] sizes)
    {
        var (g, pool) = Joined(sizes);
        double[] x = Values.Uniform<double>(images * g.Height * g.Width * g.Channels, 1), w = Values.Uniform<double>(Weights(g), 2), maxima = Values.Uniform<double>(images * pool.Height * pool.Width * pool.Channels, 3);
        double[] v = Values.Uniform<double>(images * pool.OutHeight * pool.OutWidth * pool.Channels, 4), y = new double[v.Length], dx = new double[x.Length], dw = new double[w.Length];
        double[] packed = new double[PooledConvolutionKernels.PackedLength(g, pool)];
        PooledConvolutionKernels.Pack<double>(w, packed, g, pool);
        PooledConvolutionKernels.Forward<double>(maxima, x, packed, y, images, g, pool);
        PooledConvolutionKernels.InputGradient<double>(maxima, v, packed, dx, images, g, pool);
        PooledConvolutionKernels.WeightGradient<double>(maxima, v, x, dw, images, g, pool, false);
        double forward = y.Zip(v, (a, b) => a * b).Sum();
        double allowed = 1e-12 * (1 + y.Zip(v, (a, b) => Math.Abs(a * b)).Sum());
        Assert.InRange(x.Zip(dx, (a, b) => a * b).Sum() - forward, -allowed, allowed);
        Assert.InRange(w.Zip(dw, (a, b) => a * b).Sum() - forward, -allowed, allowed);
    }

    [Theory]
    [InlineData(28, 1, 10, 5)]
    [InlineData(12, 10, 20, 5)]
    [InlineData(14, 8, 12, 3)]
    public void Errors_are_no_larger_than_those_of_the_separate_forms(int size, int channels, int filters, int kernel)
    {
        const int images = 12;
        int result = size - kernel + 1;
        var g = new ConvolutionGeometry(size, size, channels, result, result, filters, kernel, kernel);
        var pool = new PoolGeometry(result, result, filters, result / 2, result / 2, 2, 2, 2, 2);
        float[] x = Values.Uniform<float>(images * size * size * channels, 1), w = Values.Uniform<float>(Weights(g), 2), maxima = Values.Uniform<float>(images * result * result * filters, 3);
        float[] v = Values.Uniform<float>(maxima.Length / 4, 4), y = new float[v.Length], dx = new float[x.Length], dw = new float[w.Length], packed = new float[PooledConvolutionKernels.PackedLength(g, pool)];
        PooledConvolutionKernels.Pack<float>(w, packed, g, pool);
        PooledConvolutionKernels.Forward<float>(maxima, x, packed, y, images, g, pool);
        PooledConvolutionKernels.InputGradient<float>(maxima, v, packed, dx, images, g, pool);
        PooledConvolutionKernels.WeightGradient<float>(maxima, v, x, dw, images, g, pool, false);

        float[] dy = new float[maxima.Length], whole = new float[dy.Length], separate = new float[y.Length];
        float[] panels = new float[ConvolutionKernels.PackedLength(g)], transposed = new float[ConvolutionKernels.PackedTransposedLength(g)];
        ConvolutionKernels.Pack<float>(w, panels, g);
        ConvolutionKernels.PackTransposed<float>(w, transposed, g);
        ConvolutionKernels.Forward<float>(x, panels, whole, images, g);
        PoolingKernels.MaxPoolGather<float>(maxima, whole, separate, images, pool);
        double[] xs = Values.Doubles<float>(x), ws = Values.Doubles<float>(w), exact = ConvolutionReference.Forward(images, g, xs, ws).Result, gathered = new double[y.Length];
        PoolingKernels.MaxPoolGather<double>(Values.Doubles<float>(maxima), exact, gathered, images, pool);
        NoLarger(separate, y, gathered);

        PoolingKernels.MaxPoolBackward<float>(maxima, v, dy, images, pool);
        double[] ds = Values.Doubles<float>(dy);
        float[] separateInput = new float[x.Length], separateWeights = new float[w.Length];
        ConvolutionKernels.InputGradient<float>(dy, transposed, separateInput, images, g);
        NoLarger(separateInput, dx, ConvolutionReference.InputGradient(images, g, ds, ws).Result);
        ConvolutionKernels.WeightGradient<float>(x, dy, separateWeights, images, g, false);
        NoLarger(separateWeights, dw, ConvolutionReference.WeightGradient(images, g, xs, ds).Result);
    }

    // However a batch is divided among tiles and workers, no bit changes.
    [Theory]
    [InlineData(28, 1, 10, 5)]
    [InlineData(12, 10, 20, 5)]
    public void The_result_of_an_image_does_not_depend_on_the_images_beside_it(int size, int channels, int filters, int kernel)
    {
        const int images = 5;
        int result = size - kernel + 1, input = size * size * channels, output = result * result * filters;
        var g = new ConvolutionGeometry(size, size, channels, result, result, filters, kernel, kernel);
        var pool = new PoolGeometry(result, result, filters, result / 2, result / 2, 2, 2, 2, 2);
        float[] x = Values.Uniform<float>(images * input, 1), w = Values.Uniform<float>(Weights(g), 2), maxima = Values.Uniform<float>(images * output, 3), v = Values.Uniform<float>(images * output / 4, 4);
        float[] y = new float[v.Length], dx = new float[x.Length], packed = new float[PooledConvolutionKernels.PackedLength(g, pool)], one = new float[output / 4], back = new float[input];
        PooledConvolutionKernels.Pack<float>(w, packed, g, pool);
        PooledConvolutionKernels.Forward<float>(maxima, x, packed, y, images, g, pool);
        PooledConvolutionKernels.InputGradient<float>(maxima, v, packed, dx, images, g, pool);
        for (int i = 0; i < images; i++)
        {
            PooledConvolutionKernels.Forward<float>(maxima.AsSpan(i * output, output), x.AsSpan(i * input, input), packed, one, 1, g, pool);
            Assert.True(one.AsSpan().SequenceEqual(y.AsSpan(i * one.Length, one.Length)));
            PooledConvolutionKernels.InputGradient<float>(maxima.AsSpan(i * output, output), v.AsSpan(i * one.Length, one.Length), packed, back, 1, g, pool);
            Assert.True(back.AsSpan().SequenceEqual(dx.AsSpan(i * input, input)));
        }
    }

    [Fact]
    public void Of_equal_maxima_the_first_counts()
    {
        var (g, pool) = (new ConvolutionGeometry(2, 2, 1, 2, 2, 1, 1, 1), new PoolGeometry(2, 2, 1, 1, 1, 2, 2, 2, 2));
        float[] packed = new float[PooledConvolutionKernels.PackedLength(g, pool)], y = new float[1], dx = new float[4];
        PooledConvolutionKernels.Pack<float>([2], packed, g, pool);
        PooledConvolutionKernels.Forward<float>([1, 3, 3, 3], [5, 6, 7, 8], packed, y, 1, g, pool);
        PooledConvolutionKernels.InputGradient<float>([1, 3, 3, 3], [5], packed, dx, 1, g, pool);
        Assert.Equal(12, y[0]);
        Assert.Equal([0, 10, 0, 0], dx);
    }

    [Fact]
    public void A_number_that_is_not_finite_passes_through()
    {
        var (g, pool) = (new ConvolutionGeometry(2, 2, 1, 2, 2, 1, 1, 1), new PoolGeometry(2, 2, 1, 1, 1, 2, 2, 2, 2));
        float[] packed = new float[PooledConvolutionKernels.PackedLength(g, pool)], dx = new float[4], dw = new float[1];
        PooledConvolutionKernels.Pack<float>([2], packed, g, pool);
        PooledConvolutionKernels.InputGradient<float>([1, 3, 2, 0], [float.NaN], packed, dx, 1, g, pool);
        PooledConvolutionKernels.WeightGradient<float>([1, 3, 2, 0], [float.NaN], [5, 6, 7, 8], dw, 1, g, pool, false);
        Assert.True(float.IsNaN(dx[1]));
        Assert.True(float.IsNaN(dw[0]));
    }

    [Fact]
    public void Two_that_do_not_fit_are_an_error()
    {
        var g = new ConvolutionGeometry(6, 6, 2, 4, 4, 3, 3, 3);
        var pool = new PoolGeometry(4, 4, 3, 2, 2, 2, 2, 2, 2);
        float[] packed = new float[PooledConvolutionKernels.PackedLength(g, pool)], w = new float[54];
        PooledConvolutionKernels.Pack<float>(w, packed, g, pool);
        foreach (var other in new[] { new PoolGeometry(4, 4, 2, 2, 2, 2, 2, 2, 2), new PoolGeometry(4, 4, 3, 3, 3, 2, 2, 1, 1), new PoolGeometry(4, 4, 3, 3, 3, 2, 2, 2, 2, 1, 1), PoolGeometry.Adaptive(4, 4, 3, 3, 3) })
        {
            Assert.Equal("pool", Assert.Throws<ArgumentException>(() => PooledConvolutionKernels.Pack<float>(w, packed, g, other)).ParamName);
        }

        Assert.Equal("maxima", Assert.Throws<ArgumentException>(() => PooledConvolutionKernels.Forward<float>(new float[47], new float[72], packed, new float[12], 1, g, pool)).ParamName);
        Assert.Equal("gate", Assert.Throws<ArgumentException>(() => PooledConvolutionKernels.ForwardReluBackward<float>(new float[48], new float[72], packed, new float[11], new float[12], 1, g, pool, 0)).ParamName);
        Assert.Equal("dw", Assert.Throws<ArgumentException>(() => PooledConvolutionKernels.WeightGradient<float>(new float[48], new float[12], new float[72], new float[53], 1, g, pool, false)).ParamName);
    }

    [Theory]
    [InlineData(12, 10, 20, 5, 2)]
    [InlineData(28, 1, 10, 5, 2)]
    [InlineData(9, 3, 5, 1, 3)]
    public void The_schedule_gives_packed_filters_the_length_that_the_kernels_need(int size, int channels, int filters, int kernel, int window)
    {
        var sizes = ConvolutionSizes.From(new ConvolutionOp(new Window(kernel, kernel), filters), Shape.PerExample(size, size, channels));
        var g = new ConvolutionGeometry(size, size, channels, sizes.OutHeight, sizes.OutWidth, filters, kernel, kernel);
        var pool = new PoolGeometry(sizes.OutHeight, sizes.OutWidth, filters, sizes.OutHeight / window, sizes.OutWidth / window, window, window, window, window);
        Assert.Equal(PooledConvolutionKernels.PackedLength(g, pool), new PackPooledFiltersOp(sizes, new Window(window, window, window)).Length);
    }

    private static int Weights(ConvolutionGeometry g) => g.KernelHeight * g.KernelWidth * g.Channels * g.OutChannels;

    private static (ConvolutionGeometry G, PoolGeometry Pool) Joined(int[] s)
    {
        int height = s[0] + s[6] + s[8] - s[4] + 1, width = s[1] + s[7] + s[9] - s[5] + 1;
        return (
            new ConvolutionGeometry(s[0], s[1], s[2], height, width, s[3], s[4], s[5], padTop: s[6], padLeft: s[7]),
            new PoolGeometry(height, width, s[3], ((height - s[10]) / s[12]) + 1, ((width - s[11]) / s[13]) + 1, s[10], s[11], s[12], s[13]));
    }

    private static void Compare<T>(int images, ConvolutionGeometry g, PoolGeometry pool)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Uniform<T>(images * g.Height * g.Width * g.Channels, 1), w = Values.Uniform<T>(Weights(g), 2), v = Values.Uniform<T>(images * pool.OutHeight * pool.OutWidth * pool.Channels, 4);
        T[] maxima = [.. Values.Uniform<T>(images * pool.Height * pool.Width * pool.Channels, 3).Select(value => T.Round(value * T.CreateChecked(3)))];
        T[] gate = Values.Uniform<T>(v.Length, 5), inputGate = Values.Uniform<T>(x.Length, 6), below = [T.Zero, T.CreateChecked(0.25)];
        for (int i = 0; i < v.Length; i += 3)
        {
            v[i] = T.Zero;
        }

        string what = $"{g} {pool}";
        T[] packed = Values.Guarded<T>(new T[PooledConvolutionKernels.PackedLength(g, pool)]);
        PooledConvolutionKernels.Pack<T>(w, packed, g, pool);
        Assert.Equal(T.CreateChecked(-12345), packed[PooledConvolutionKernels.PackedLength(g, pool)]);
        double[] places = Values.Doubles<T>(maxima), xs = Values.Doubles<T>(x), ws = Values.Doubles<T>(w), dy = new double[maxima.Length];
        PoolingKernels.MaxPoolBackward<double>(places, Values.Doubles<T>(v), dy, images, pool);
        double N(T value) => double.CreateChecked(value);

        var (whole, wholeMagnitude) = ConvolutionReference.Forward(images, g, xs, ws);
        double[] expected = new double[v.Length], magnitude = new double[v.Length];
        PoolingKernels.MaxPoolGather<double>(places, whole, expected, images, pool);
        PoolingKernels.MaxPoolGather<double>(places, wholeMagnitude, magnitude, images, pool);
        T[] y = Values.Guarded<T>(v);
        PooledConvolutionKernels.Forward<T>(maxima, x, packed, y, images, g, pool);
        Values.Check<T>(expected, y, 8, magnitude, "forward " + what);
        foreach (T slope in below)
        {
            y = Values.Guarded<T>(v);
            PooledConvolutionKernels.ForwardReluBackward<T>(maxima, x, packed, gate, y, images, g, pool, slope);
            Values.Check<T>([.. expected.Select((value, i) => gate[i] > T.Zero ? value : value * N(slope))], y, 8, magnitude, "gated forward " + what);
        }

        (expected, magnitude) = ConvolutionReference.InputGradient(images, g, dy, ws);
        T[] dx = Values.Guarded<T>(x);
        PooledConvolutionKernels.InputGradient<T>(maxima, v, packed, dx, images, g, pool);
        Values.Check<T>(expected, dx, 8, magnitude, "input gradient " + what);
        foreach (T slope in below)
        {
            dx = Values.Guarded<T>(x);
            PooledConvolutionKernels.InputGradientReluBackward<T>(maxima, v, packed, inputGate, dx, images, g, pool, slope);
            Values.Check<T>([.. expected.Select((value, i) => inputGate[i] > T.Zero ? value : value * N(slope))], dx, 8, magnitude, "gated input gradient " + what);
        }

        (expected, magnitude) = ConvolutionReference.WeightGradient(images, g, xs, dy);
        T[] dw = Values.Guarded<T>(w);
        PooledConvolutionKernels.WeightGradient<T>(maxima, v, x, dw, images, g, pool, false);
        Values.Check<T>(expected, dw, 10, magnitude, "weight gradient " + what);
        dw = Values.Guarded<T>(w);
        PooledConvolutionKernels.WeightGradient<T>(maxima, v, x, dw, images, g, pool, true);
        Values.Check<T>([.. expected.Select((value, i) => value + N(w[i]))], dw, 10, [.. magnitude.Select((value, i) => value + Math.Abs(N(w[i])))], "added weight gradient " + what);
    }

    private static void NoLarger(float[] separate, float[] joined, double[] exact)
    {
        Assert.NotEmpty(exact);
        var (before, now) = (Rms(separate, exact), Rms(joined, exact));

        // Of the same number of terms in another order, which is chance of a few hundredths.
        Assert.True(now <= 1.03 * before, FormattableString.Invariant($"the error is {now:E2}, that of the separate forms {before:E2}"));
    }

    private static double Rms(float[] values, double[] exact) => Math.Sqrt(values.Zip(exact, (value, right) => (value - right) * (value - right)).Average());
}
