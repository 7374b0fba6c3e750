using Rationale.Graph;
using Rationale.Graph.Operators;
using Rationale.Graph.Scheduling;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

/// <summary>What is asked of Winograd's convolutions beside the right result: errors as small as those of the direct form, and a length that two projects agree on.</summary>
public sealed class WinogradTests
{
    private const int Rows = 3;

    [Theory]
    [InlineData(16, 16, 13)]
    [InlineData(32, 32, 9)]
    [InlineData(64, 48, 8)]
    public void Errors_are_no_larger_than_those_of_the_direct_form(int channels, int filters, int size)
    {
        var g = new ConvolutionGeometry(size, size, channels, size, size, filters, 3, 3, padTop: 1, padLeft: 1);
        Assert.True(g.IsWinograd);
        float[] x = Values.Uniform<float>(Rows * size * size * channels, 1), w = Values.Uniform<float>(9 * channels * filters, 2), dy = Values.Uniform<float>(Rows * size * size * filters, 3);
        float[] y = new float[dy.Length], dx = new float[x.Length], dw = new float[w.Length];
        float[] packed = new float[ConvolutionKernels.PackedLength(g)], transposed = new float[ConvolutionKernels.PackedTransposedLength(g)];
        ConvolutionKernels.Pack<float>(w, packed, g);
        ConvolutionKernels.PackTransposed<float>(w, transposed, g);
        ConvolutionKernels.Forward<float>(x, packed, y, Rows, g);
        ConvolutionKernels.InputGradient<float>(dy, transposed, dx, Rows, g);
        ConvolutionKernels.WeightGradient<float>(x, dy, dw, Rows, g, false);

        double[] xs = Values.Doubles<float>(x), ws = Values.Doubles<float>(w), ds = Values.Doubles<float>(dy);

        // The direct forms are products with the patches, in single precision.
        float[] windows = Patches(x, size, channels), direct = new float[y.Length];
        GemmKernels.Multiply<float>(windows, w, direct, Rows * size * size, 9 * channels, filters, false, false, false);
        Check(direct, y, ConvolutionReference.Forward(Rows, g, xs, ws).Result);

        float[] turned = new float[w.Length];
        for (int i = 0; i < turned.Length; i++)
        {
            int tap = i / (filters * channels), filter = i / channels % filters, channel = i % channels;
            turned[i] = w[((((8 - tap) * channels) + channel) * filters) + filter];
        }

        direct = new float[dx.Length];
        GemmKernels.Multiply<float>(Patches(dy, size, filters), turned, direct, Rows * size * size, 9 * filters, channels, false, false, false);
        Check(direct, dx, ConvolutionReference.InputGradient(Rows, g, ds, ws).Result);

        direct = new float[dw.Length];
        GemmKernels.MultiplyTransposedLeft<float>(windows, dy, direct, 9 * channels, Rows * size * size, filters, false);
        Check(direct, dw, ConvolutionReference.WeightGradient(Rows, g, xs, ds).Result);
    }

    [Theory]
    [InlineData(8, 16, 16, 3, 1, 1)]
    [InlineData(4, 70, 40, 3, 1, 1)]
    [InlineData(3, 16, 16, 3, 1, 1)]
    [InlineData(8, 15, 16, 3, 1, 1)]
    [InlineData(8, 16, 32, 3, 1, 2)]
    [InlineData(12, 10, 20, 5, 0, 1)]
    public void The_schedule_gives_packed_filters_the_length_that_the_kernels_need(int size, int channels, int filters, int kernel, int pad, int stride)
    {
        var sizes = ConvolutionSizes.From(new ConvolutionOp(new Window(kernel, kernel, stride, pad), filters), Shape.PerExample(size, size, channels));
        var g = new ConvolutionGeometry(size, size, channels, sizes.OutHeight, sizes.OutWidth, filters, kernel, kernel, stride, stride, pad, pad);
        Assert.Equal(ConvolutionKernels.PackedLength(g), new PackFiltersOp(sizes, Transposed: false).Length);
        Assert.InRange(ConvolutionKernels.PackedTransposedLength(g), 1, new PackFiltersOp(sizes, Transposed: true).Length);
    }

    // Root mean squares: a maximum says more about chance than about the algorithm.
    private static void Check(float[] direct, float[] fast, double[] exact)
    {
        double Error(float[] values) => Math.Sqrt(values.Zip(exact, (value, sum) => (value - sum) * (value - sum)).Average());
        Assert.True(Error(fast) <= Error(direct), $"the error {Error(fast):E2} is above the direct form's, {Error(direct):E2}");
    }

    private static float[] Patches(float[] images, int size, int channels)
    {
        float[] patches = new float[images.Length * 9];
        for (int i = 0; i < patches.Length; i++)
        {
            int channel = i % channels, tap = i / channels % 9, pixel = i / (9 * channels), image = pixel / (size * size);
            int y = (pixel / size % size) + (tap / 3) - 1, x = (pixel % size) + (tap % 3) - 1;
            patches[i] = y >= 0 && y < size && x >= 0 && x < size ? images[(((((image * size) + y) * size) + x) * channels) + channel] : 0;
        }

        return patches;
    }
}
