using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class ConvolutionTests
{
    public static TheoryData<int, int[]> Geometries()
    {
        // rows; height, width, channels, outChannels, kernelHeight, kernelWidth, strideY, strideX, top, left, bottom, right, dilationY, dilationX, groups
        var data = new TheoryData<int, int[]>();
        void Add(int rows, params int[] sizes) => data.Add(rows, sizes);
        Add(2, 28, 28, 1, 10, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(3, 12, 12, 10, 20, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 9, 11, 3, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(5, 8, 8, 16, 33, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(9, 4, 4, 70, 40, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 9, 8, 4, 6, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 9, 8, 4, 6, 3, 2, 2, 3, 0, 1, 1, 0, 1, 1, 1);
        Add(1, 11, 10, 2, 3, 3, 3, 1, 1, 2, 2, 2, 2, 2, 2, 1);
        Add(2, 12, 13, 2, 5, 3, 3, 3, 2, 2, 3, 0, 1, 2, 3, 1);
        Add(2, 12, 12, 2, 5, 3, 3, 2, 2, 1, 0, 1, 0, 2, 2, 1);
        Add(2, 22, 21, 2, 5, 4, 4, 4, 6, 1, 0, 1, 0, 6, 4, 1);
        Add(3, 7, 5, 6, 9, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 3);
        Add(3, 7, 9, 8, 4, 3, 2, 2, 2, 1, 0, 1, 1, 1, 2, 2);
        Add(2, 6, 7, 18, 18, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 18);
        Add(2, 9, 7, 5, 5, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 5);
        Add(2, 6, 7, 40, 40, 3, 2, 1, 2, 0, 1, 0, 1, 2, 1, 40);
        Add(2, 6, 6, 3, 6, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 3);
        Add(4, 5, 6, 12, 17, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(4, 7, 6, 12, 5, 1, 1, 2, 2, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 6, 6, 3, 4, 1, 1, 3, 3, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 3, 2, 3, 4, 5, 6, 1, 1, 2, 3, 2, 3, 1, 1, 1);
        Add(2, 2, 2, 1, 1, 3, 3, 1, 1, 3, 3, 3, 3, 1, 1, 1);
        Add(1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(3, 1, 20, 4, 7, 1, 5, 1, 2, 0, 2, 0, 2, 1, 1, 1);
        Add(3, 4, 5, 6, 7, 4, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 5, 5, 2, 3, 2, 2, 4, 4, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 12, 12, 130, 20, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(0, 4, 4, 2, 3, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        for (int n = 1; n <= 6; n++)
        {
            Add(2, 10, 9, n, 7 - n, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        }

        // Winograd's: odd sizes, channels that fill no vector, margins that differ.
        Add(3, 7, 9, 16, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 6, 7, 48, 20, 3, 3, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 9, 8, 20, 18, 3, 3, 1, 1, 0, 2, 1, 0, 1, 1, 1);
        Add(2, 5, 6, 17, 31, 3, 3, 1, 1, 2, 2, 2, 2, 1, 1, 1);
        Add(1, 32, 31, 16, 24, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 4, 4, 65, 64, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);

        // Pixels in the lanes: few channels, lines shorter and longer than a vector, margins, dilation.
        for (int n = 1; n <= 13; n += 2)
        {
            Add(2, 19, 21, 2, n, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        }

        Add(3, 9, 8, 5, 33, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 20, 21, 3, 7, 3, 3, 1, 1, 2, 1, 2, 3, 2, 2, 1);
        Add(2, 24, 16, 2, 10, 4, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(2, 17, 40, 1, 9, 1, 4, 1, 1, 0, 3, 0, 0, 1, 1, 1);

        // Patches in the lanes: strides, dilation of rows, lines that end within a panel, more images than a block.
        Add(2, 11, 12, 8, 5, 3, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 14, 11, 11, 9, 3, 3, 1, 1, 0, 0, 0, 0, 2, 1, 1);
        Add(7, 9, 9, 17, 3, 2, 2, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(3, 18, 17, 5, 20, 4, 4, 1, 3, 2, 0, 1, 1, 1, 1, 1);
        Add(0, 28, 28, 1, 10, 5, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        Add(0, 8, 8, 16, 16, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Add(2, 23, 37, 1, 2, 5, 3, 1, 1, 2, 1, 2, 1, 1, 1, 1);
        Add(1, 7, 50, 3, 3, 3, 5, 1, 1, 0, 0, 0, 0, 1, 1, 1);
        return data;
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Every_form_agrees_with_the_definition(int rows, int[] sizes)
    {
        Compare<float>(rows, Geometry(sizes));
        Compare<double>(rows, Geometry(sizes));
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void The_three_forms_are_adjoint(int rows, int[] sizes)
    {
        ConvolutionGeometry g = Geometry(sizes);
        double[] x = Values.Uniform<double>(rows * g.Height * g.Width * g.Channels, 1), w = Values.Uniform<double>(Weights(g), 2);
        double[] v = Values.Uniform<double>(rows * g.OutHeight * g.OutWidth * g.OutChannels, 3), y = new double[v.Length], dx = new double[x.Length], dw = new double[w.Length];
        double[] packed = new double[ConvolutionKernels.PackedLength(g)], transposed = new double[ConvolutionKernels.PackedTransposedLength(g)];
        ConvolutionKernels.Pack<double>(w, packed, g);
        ConvolutionKernels.PackTransposed<double>(w, transposed, g);
        ConvolutionKernels.Forward<double>(x, packed, y, rows, g);
        ConvolutionKernels.InputGradient<double>(v, transposed, dx, rows, g);
        ConvolutionKernels.WeightGradient<double>(x, v, dw, rows, g, false);
        double forward = y.Zip(v, (a, b) => a * b).Sum();
        double allowed = 1e-12 * (1 + y.Zip(v, (a, b) => Math.Abs(a * b)).Sum());
        Assert.InRange(x.Zip(dx, (a, b) => a * b).Sum() - forward, -allowed, allowed);
        Assert.InRange(w.Zip(dw, (a, b) => a * b).Sum() - forward, -allowed, allowed);
    }

    [Fact]
    public void Random_geometries_agree_with_the_definition()
    {
        var random = new Random(20);
        int compared = 0;
        for (int trial = 0; trial < 60; trial++)
        {
            int groups = random.Next(4) == 0 ? random.Next(1, 5) : 1;
            int[] sizes =
            [
                random.Next(1, 12), random.Next(1, 12), groups * random.Next(1, 7), groups * random.Next(1, 20), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4),
                random.Next(1, 4), random.Next(0, 3), random.Next(0, 3), random.Next(0, 3), random.Next(0, 3), random.Next(1, 3), random.Next(1, 3), groups,
            ];
            if (sizes[0] + sizes[8] + sizes[10] > (sizes[4] - 1) * sizes[12] && sizes[1] + sizes[9] + sizes[11] > (sizes[5] - 1) * sizes[13])
            {
                Compare<float>(random.Next(1, 4), Geometry(sizes));
                compared++;
            }
        }

        Assert.True(compared > 30, $"only {compared} windows fit into their images");
    }

    // However a batch is divided among tiles and workers, no bit changes.
    [Theory]
    [InlineData(28, 1, 10, 5, 0, 1)]
    [InlineData(12, 10, 20, 5, 0, 1)]
    [InlineData(9, 16, 16, 3, 1, 1)]
    [InlineData(17, 16, 32, 3, 1, 1)]
    [InlineData(5, 10, 40, 3, 1, 2)]
    public void The_result_of_an_image_does_not_depend_on_the_images_beside_it(int size, int channels, int outChannels, int kernel, int pad, int stride)
    {
        const int rows = 7;
        ConvolutionGeometry g = Geometry([size, size, channels, outChannels, kernel, kernel, stride, stride, pad, pad, pad, pad, 1, 1, 1]);
        float[] x = Values.Uniform<float>(rows * size * size * channels, 1), y = new float[rows * g.OutHeight * g.OutWidth * outChannels], dx = new float[x.Length];
        float[] packed = new float[ConvolutionKernels.PackedLength(g)], transposed = new float[ConvolutionKernels.PackedTransposedLength(g)], w = Values.Uniform<float>(Weights(g), 2);
        ConvolutionKernels.Pack<float>(w, packed, g);
        ConvolutionKernels.PackTransposed<float>(w, transposed, g);
        ConvolutionKernels.Forward<float>(x, packed, y, rows, g);
        ConvolutionKernels.InputGradient<float>(y, transposed, dx, rows, g);
        int input = x.Length / rows, output = y.Length / rows;
        float[] one = new float[output], back = new float[input];
        for (int row = 0; row < rows; row++)
        {
            ConvolutionKernels.Forward<float>(x.AsSpan(row * input, input), packed, one, 1, g);
            Assert.Equal(y.AsSpan(row * output, output).ToArray(), one);
            ConvolutionKernels.InputGradient<float>(one, transposed, back, 1, g);
            Assert.Equal(dx.AsSpan(row * input, input).ToArray(), back);
        }
    }

    [Fact]
    public void Wrong_sizes_and_short_spans_are_named()
    {
        Assert.Equal("kernelWidth", Assert.Throws<ArgumentException>(() => new ConvolutionGeometry(4, 4, 1, 2, 2, 1, 3, 0)).ParamName);
        Assert.Contains("2 groups", Assert.Throws<ArgumentException>(() => new ConvolutionGeometry(4, 4, 3, 2, 2, 2, 3, 3, groups: 2)).Message);
        var g = new ConvolutionGeometry(4, 4, 1, 2, 2, 1, 3, 3);
        float[] x = new float[16], packed = new float[ConvolutionKernels.PackedLength(g)];
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => ConvolutionKernels.Forward<float>(x, packed, new float[3], 1, g)).ParamName);
        Assert.Equal("x", Assert.Throws<ArgumentException>(() => ConvolutionKernels.Forward<float>(x, packed, new float[8], 2, g)).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => ConvolutionKernels.ForwardBias<float>(x, packed, [], new float[4], 1, g)).ParamName);
        Assert.Equal("dw", Assert.Throws<ArgumentException>(() => ConvolutionKernels.WeightGradient<float>(x, new float[4], new float[8], 1, g, false)).ParamName);
    }

    [Fact]
    public void Convolutions_allocate_nothing_once_their_scratch_exists()
    {
        var g = new ConvolutionGeometry(8, 8, 3, 4, 4, 5, 3, 3, 2, 2, 1, 1);
        float[] x = new float[2 * 192], y = new float[2 * 80], packed = new float[ConvolutionKernels.PackedLength(g)], transposed = new float[ConvolutionKernels.PackedTransposedLength(g)];
        float[] w = new float[Weights(g)];
        void Run()
        {
            ConvolutionKernels.Forward<float>(x, packed, y, 2, g);
            ConvolutionKernels.InputGradient<float>(y, transposed, x, 2, g);
            ConvolutionKernels.WeightGradient<float>(x, y, w, 2, g, true);
        }

        Run();
        Assert.Equal(0, Allocations.Measure(Run));
    }

    private static int Weights(ConvolutionGeometry g) => g.KernelHeight * g.KernelWidth * (g.Channels / g.Groups) * g.OutChannels;

    private static ConvolutionGeometry Geometry(int[] s) => new(
        s[0], s[1], s[2], ConvolutionGeometry.OutSize(s[0], s[4], s[6], s[8] + s[10], s[12]), ConvolutionGeometry.OutSize(s[1], s[5], s[7], s[9] + s[11], s[13]), s[3], s[4],
        s[5], s[6], s[7], s[8], s[9], s[12], s[13], s[14]);

    private static void Compare<T>(int rows, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Uniform<T>(rows * g.Height * g.Width * g.Channels, 1), w = Values.Uniform<T>(Weights(g), 2), bias = Values.Uniform<T>(g.OutChannels, 3);
        T[] dy = Values.Uniform<T>(rows * g.OutHeight * g.OutWidth * g.OutChannels, 4), gate = Values.Uniform<T>(dy.Length, 5), inputGate = Values.Uniform<T>(x.Length, 6);
        T[] start = Values.Uniform<T>(w.Length, 7);
        T below = T.CreateChecked(0.25);
        double[] xs = Values.Doubles<T>(x), ws = Values.Doubles<T>(w), ds = Values.Doubles<T>(dy);
        string what = g.ToString();
        T[] packed = new T[ConvolutionKernels.PackedLength(g)], transposed = new T[ConvolutionKernels.PackedTransposedLength(g)];
        ConvolutionKernels.Pack<T>(w, packed, g);
        ConvolutionKernels.PackTransposed<T>(w, transposed, g);

        (double[] expected, double[] magnitude) = ConvolutionReference.Forward(rows, g, xs, ws);
        double roundings = 4 + (2 * Math.Sqrt(g.KernelHeight * g.KernelWidth * g.Channels));
        Widen(magnitude);
        T[] y = Values.Guarded<T>(dy);
        ConvolutionKernels.Forward<T>(x, packed, y, rows, g);
        Values.Check<T>(expected, y, roundings, magnitude, "forward " + what);
        y = Values.Guarded<T>(dy);
        ConvolutionKernels.ForwardReluBackward<T>(x, packed, gate, y, rows, g, below);
        Values.Check<T>([.. expected.Select((value, i) => gate[i] > T.Zero ? value : 0.25 * value)], y, roundings, magnitude, "gate " + what);
        double[] biased = [.. expected.Select((value, i) => value + double.CreateChecked(bias[i % g.OutChannels]))];
        y = Values.Guarded<T>(dy);
        ConvolutionKernels.ForwardBias<T>(x, packed, bias, y, rows, g);
        Values.Check<T>(biased, y, roundings, magnitude, "bias " + what);
        y = Values.Guarded<T>(dy);
        ConvolutionKernels.ForwardBiasRelu<T>(x, packed, bias, y, rows, g);
        Values.Check<T>([.. biased.Select(value => Math.Max(value, 0))], y, roundings, magnitude, "relu " + what);

        (expected, magnitude) = ConvolutionReference.InputGradient(rows, g, ds, ws);
        roundings = 4 + (2 * Math.Sqrt(g.KernelHeight * g.KernelWidth * g.OutChannels));
        Widen(magnitude);
        T[] dx = Values.Guarded<T>(x);
        ConvolutionKernels.InputGradient<T>(dy, transposed, dx, rows, g);
        Values.Check<T>(expected, dx, roundings, magnitude, "input gradient " + what);
        dx = Values.Guarded<T>(x);
        ConvolutionKernels.InputGradientReluBackward<T>(dy, transposed, inputGate, dx, rows, g, below);
        Values.Check<T>([.. expected.Select((value, i) => inputGate[i] > T.Zero ? value : 0.25 * value)], dx, roundings, magnitude, "gated input gradient " + what);

        (expected, magnitude) = ConvolutionReference.WeightGradient(rows, g, xs, ds);
        roundings = 4 + (2 * Math.Sqrt(rows * g.OutHeight * g.OutWidth));
        Widen(magnitude);
        foreach (bool accumulate in new[] { false, true })
        {
            T[] dw = Values.Guarded<T>(start);
            ConvolutionKernels.WeightGradient<T>(x, dy, dw, rows, g, accumulate);
            Values.Check<T>([.. expected.Select((value, i) => accumulate ? value + double.CreateChecked(start[i]) : value)], dw, roundings, magnitude, "weight gradient " + what);
        }
    }

    // Space for the bias, the start value, and results that are all rounding.
    private static void Widen(double[] magnitude)
    {
        for (int i = 0; i < magnitude.Length; i++)
        {
            magnitude[i] += 2;
        }
    }
}
