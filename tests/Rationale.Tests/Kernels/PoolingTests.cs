using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class PoolingTests
{
    public static TheoryData<int, int[]> Geometries() => new()
    {
        // rows; height, width, channels, outHeight, outWidth, kernelHeight, kernelWidth, strideY, strideX, padTop, padLeft
        { 2, [24, 24, 10, 12, 12, 2, 2, 2, 2, 0, 0] },
        { 3, [8, 8, 20, 4, 4, 2, 2, 2, 2, 0, 0] },
        { 2, [7, 9, 33, 3, 4, 2, 2, 2, 2, 0, 0] },
        { 2, [7, 9, 3, 4, 5, 2, 2, 2, 2, 0, 0] },
        { 2, [7, 8, 5, 7, 8, 3, 3, 1, 1, 1, 1] },
        { 2, [7, 8, 18, 4, 4, 3, 3, 2, 2, 1, 1] },
        { 2, [8, 8, 64, 1, 1, 8, 8, 8, 8, 0, 0] },
        { 2, [5, 3, 1, 1, 1, 5, 3, 1, 1, 0, 0] },
        { 1, [9, 9, 2, 3, 3, 2, 1, 3, 3, 0, 0] },
        { 2, [4, 6, 1, 2, 3, 2, 2, 2, 2, 0, 0] },
        { 1, [1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0] },
        { 2, [3, 3, 16, 1, 1, 9, 9, 1, 1, 4, 4] },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Every_form_agrees_with_the_definition(int rows, int[] sizes)
    {
        Compare<float>(rows, Geometry(sizes));
        Compare<double>(rows, Geometry(sizes));
    }

    [Theory]
    [InlineData(7, 5, 3, 2)]
    [InlineData(8, 6, 4, 3)]
    [InlineData(5, 5, 1, 1)]
    [InlineData(2, 3, 5, 4)]
    public void Adaptive_windows_divide_the_image(int height, int width, int outHeight, int outWidth)
    {
        var g = PoolGeometry.Adaptive(height, width, 5, outHeight, outWidth);
        for (int i = 0; i < outHeight; i++)
        {
            Assert.Equal(((int)Math.Floor(i * (double)height / outHeight), (int)Math.Ceiling((i + 1) * (double)height / outHeight)), g.Rows(i));
        }

        Compare<float>(2, g);
        Compare<double>(2, g);
    }

    // Equal pixels: the first one, row by row, is the maximum in every form.
    [Fact]
    public void The_first_of_equal_maxima_gets_everything()
    {
        var g = new PoolGeometry(2, 2, 1, 1, 1, 2, 2, 2, 2);
        float[] x = [1, 3, 3, 3], dx = new float[4], y = new float[1];
        PoolingKernels.MaxPoolBackward<float>(x, [5], dx, 1, g);
        Assert.Equal([0, 5, 0, 0], dx);
        PoolingKernels.MaxPoolGather<float>(x, [1, 2, 3, 4], y, 1, g);
        Assert.Equal(2, y[0]);
        float[] many = [.. x.SelectMany(value => Enumerable.Repeat(value, 20))], spread = new float[80];
        PoolingKernels.MaxPoolBackward<float>(many, [.. Enumerable.Repeat(5f, 20)], spread, 1, new PoolGeometry(2, 2, 20, 1, 1, 2, 2, 2, 2));
        Assert.Equal(Enumerable.Range(0, 80).Select(i => i / 20 == 1 ? 5f : 0), spread);
    }

    [Fact]
    public void The_maximum_of_a_window_with_NaN_is_NaN()
    {
        foreach (int at in new[] { 0, 1, 3 })
        {
            float[] x = [1, 2, 3, 4], y = new float[1];
            x[at] = float.NaN;
            PoolingKernels.Max<float>(x, y, 1, new PoolGeometry(2, 2, 1, 1, 1, 2, 2, 2, 2));
            Assert.True(float.IsNaN(y[0]));
        }
    }

    [Fact]
    public void A_window_without_a_pixel_is_an_error()
    {
        Assert.Equal("outHeight", Assert.Throws<ArgumentException>(() => new PoolGeometry(4, 4, 1, 3, 2, 2, 2, 2, 2)).ParamName);
        Assert.Equal("outWidth", Assert.Throws<ArgumentException>(() => new PoolGeometry(4, 4, 1, 2, 2, 2, 2, 2, 2, 0, 2)).ParamName);
    }

    private static PoolGeometry Geometry(int[] s) => new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10]);

    private static void Compare<T>(int rows, PoolGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values.Uniform<T>(rows * g.Height * g.Width * g.Channels, 1), v = Values.Uniform<T>(x.Length, 2);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = T.Round(x[i] * T.CreateChecked(8));
        }

        T[] c = Values.Uniform<T>(rows * g.OutHeight * g.OutWidth * g.Channels, 3);
        double[] max = new double[c.Length], mean = new double[c.Length], gathered = new double[c.Length], scattered = new double[x.Length], spread = new double[x.Length];
        for (int i = 0; i < c.Length; i++)
        {
            int[] pixels = [.. Window(i, g)];
            int best = pixels[0];
            foreach (int pixel in pixels)
            {
                best = x[pixel] > x[best] ? pixel : best;
            }

            max[i] = double.CreateChecked(x[best]);
            gathered[i] = double.CreateChecked(v[best]);
            mean[i] = pixels.Average(pixel => double.CreateChecked(x[pixel]));
            scattered[best] += double.CreateChecked(c[i]);
            foreach (int pixel in pixels)
            {
                spread[pixel] += double.CreateChecked(c[i]) / pixels.Length;
            }
        }

        double[] unit = [.. Enumerable.Repeat(8.0, Math.Max(x.Length, c.Length))];
        string what = g.ToString();
        T[] y = Values.Guarded<T>(c);
        PoolingKernels.Max<T>(x, y, rows, g);
        Values.Check<T>(max, y, 0, what: "max " + what);
        y = Values.Guarded<T>(c);
        PoolingKernels.MaxPoolGather<T>(x, v, y, rows, g);
        Values.Check<T>(gathered, y, 0, what: "gather " + what);
        T[] dx = Values.Guarded<T>(v);
        PoolingKernels.MaxPoolBackward<T>(x, c, dx, rows, g);
        Values.Check<T>(scattered, dx, 10, unit, "scatter " + what);
        y = Values.Guarded<T>(c);
        PoolingKernels.Average<T>(x, y, rows, g);
        Values.Check<T>(mean, y, 10, unit, "average " + what);
        dx = Values.Guarded<T>(v);
        PoolingKernels.AvgPoolBackward<T>(c, dx, rows, g);
        Values.Check<T>(spread, dx, 10, unit, "spread " + what);
    }

    private static IEnumerable<int> Window(int output, PoolGeometry g)
    {
        int channel = output % g.Channels, ox = output / g.Channels % g.OutWidth, oy = output / g.Channels / g.OutWidth % g.OutHeight;
        int row = output / g.Channels / g.OutWidth / g.OutHeight;
        (int top, int bottom) = g.IsAdaptive ? g.Rows(oy) : ((oy * g.StrideY) - g.PadTop, (oy * g.StrideY) - g.PadTop + g.KernelHeight);
        (int left, int right) = g.IsAdaptive ? g.Columns(ox) : ((ox * g.StrideX) - g.PadLeft, (ox * g.StrideX) - g.PadLeft + g.KernelWidth);
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                if (y >= 0 && y < g.Height && x >= 0 && x < g.Width)
                {
                    yield return (((((row * g.Height) + y) * g.Width) + x) * g.Channels) + channel;
                }
            }
        }
    }
}
