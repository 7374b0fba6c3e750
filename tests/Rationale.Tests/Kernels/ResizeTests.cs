using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class ResizeTests
{
    [Theory]
    [InlineData(2, 3, 4, 1, 6, 8)]
    [InlineData(1, 5, 7, 3, 4, 9)]
    [InlineData(2, 4, 4, 20, 7, 2)]
    [InlineData(1, 1, 1, 5, 3, 3)]
    [InlineData(1, 6, 5, 33, 6, 5)]
    [InlineData(2, 9, 2, 8, 1, 1)]
    public void Every_form_agrees_with_the_definition(int rows, int height, int width, int channels, int outHeight, int outWidth)
    {
        Compare<float>(rows, height, width, channels, outHeight, outWidth);
        Compare<double>(rows, height, width, channels, outHeight, outWidth);
    }

    // torch.nn.functional.interpolate(mode='bilinear', align_corners=False) of [[1, 2], [3, 4]] to 4×4.
    [Fact]
    public void Doubling_two_by_two_gives_the_known_image()
    {
        double[] y = new double[16];
        ResizeKernels.Bilinear<double>([1, 2, 3, 4], y, 1, 2, 2, 1, 4, 4);
        Assert.Equal([1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4], y);
    }

    [Fact]
    public void Short_spans_and_sizes_of_zero_are_named()
    {
        Assert.Equal("y", Assert.Throws<ArgumentException>(() => ResizeKernels.Nearest<float>(new float[4], new float[15], 1, 2, 2, 1, 4, 4)).ParamName);
        Assert.Equal("outWidth", Assert.Throws<ArgumentException>(() => ResizeKernels.Bilinear<float>(new float[4], new float[15], 1, 2, 2, 1, 4, 0)).ParamName);
    }

    private static void Compare<T>(int rows, int height, int width, int channels, int outHeight, int outWidth)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Uniform<T>(rows * height * width * channels, 1), c = Values.Uniform<T>(rows * outHeight * outWidth * channels, 2);
        double[] nearest = new double[c.Length], bilinear = new double[c.Length], nearestFold = new double[x.Length], bilinearFold = new double[x.Length];
        for (int i = 0; i < c.Length; i++)
        {
            int channel = i % channels, ox = i / channels % outWidth, oy = i / channels / outWidth % outHeight, row = i / channels / outWidth / outHeight;
            int At(int y, int x) => (((((row * height) + y) * width) + x) * channels) + channel;
            int near = At(oy * height / outHeight, ox * width / outWidth);
            nearest[i] = double.CreateChecked(x[near]);
            nearestFold[near] += double.CreateChecked(c[i]);
            double sy = Math.Max(0, ((oy + 0.5) * height / outHeight) - 0.5), sx = Math.Max(0, ((ox + 0.5) * width / outWidth) - 0.5);
            for (int dy = 0; dy < 2; dy++)
            {
                for (int dx = 0; dx < 2; dx++)
                {
                    double wy = dy == 1 ? sy % 1 : 1 - (sy % 1), wx = dx == 1 ? sx % 1 : 1 - (sx % 1);
                    int at = At(Math.Min((int)sy + dy, height - 1), Math.Min((int)sx + dx, width - 1));
                    bilinear[i] += wy * wx * double.CreateChecked(x[at]);
                    bilinearFold[at] += wy * wx * double.CreateChecked(c[i]);
                }
            }
        }

        double[] unit = [.. Enumerable.Repeat(8.0, Math.Max(x.Length, c.Length))];
        T[] y = Values.Guarded<T>(c);
        ResizeKernels.Nearest<T>(x, y, rows, height, width, channels, outHeight, outWidth);
        Values.Check<T>(nearest, y, 0);
        y = Values.Guarded<T>(c);
        ResizeKernels.Bilinear<T>(x, y, rows, height, width, channels, outHeight, outWidth);
        Values.Check<T>(bilinear, y, 10, unit);
        T[] back = Values.Guarded<T>(x);
        ResizeKernels.NearestBackward<T>(c, back, rows, height, width, channels, outHeight, outWidth);
        Values.Check<T>(nearestFold, back, 10, unit);
        back = Values.Guarded<T>(x);
        ResizeKernels.BilinearBackward<T>(c, back, rows, height, width, channels, outHeight, outWidth);
        Values.Check<T>(bilinearFold, back, 20, unit);
    }
}
