using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class DropoutMaskTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(33)]
    public void A_mask_does_not_depend_on_how_its_rows_are_divided(int width)
    {
        const int rows = 50;
        float[] whole = new float[rows * width];
        DropoutKernels.Fill<float>(whole, 7, 3, 1, 100, rows, width, 0.4);
        foreach (int tile in new[] { 1, 3, 16, 49 })
        {
            float[] parts = new float[rows * width];
            for (int row = 0; row < rows; row += tile)
            {
                int count = Math.Min(tile, rows - row);
                DropoutKernels.Fill(parts.AsSpan(row * width, count * width), 7, 3, 1, 100 + row, count, width, 0.4);
            }

            Assert.Equal(whole, parts);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Mean_and_variance_are_those_of_the_rate(double rate)
    {
        const int count = 400_000;
        double[] y = new double[count];
        DropoutKernels.Fill<double>(y, 42, 0, 0, 0, count / 50, 50, rate);
        Assert.All(y.Distinct(), value => Assert.True(value == 0 || value == 1 / (1 - rate)));

        // Five standard errors of the mean; the variance of a two-valued variable follows from the mean.
        double variance = rate / (1 - rate);
        Assert.Equal(1, y.Average(), (5 * Math.Sqrt(variance / count)) + 1e-12);
        Assert.Equal(variance, y.Average(value => (value - 1) * (value - 1)), (10 * variance / ((1 - rate) * Math.Sqrt(count))) + 1e-12);
    }

    [Fact]
    public void Seeds_steps_sites_and_neighbors_are_independent()
    {
        const int count = 200_000;
        double[] reference = Mask(1, 1, 1);
        foreach (double[] other in new[] { Mask(2, 1, 1), Mask(1, 2, 1), Mask(1, 1, 2), Mask(2, 1, 0), Mask(0, 2, 1) })
        {
            Assert.True(Math.Abs(Correlation(reference, other)) < 5 / Math.Sqrt(count));
        }

        foreach (int lag in new[] { 1, 2, 3, 16, 50, 64 })
        {
            Assert.True(Math.Abs(Correlation(reference[lag..], reference[..^lag])) < 5 / Math.Sqrt(count));
        }

        static double[] Mask(ulong seed, ulong step, int site)
        {
            double[] y = new double[count];
            DropoutKernels.Fill<double>(y, seed, step, site, 0, count / 50, 50, 0.5);
            return y;
        }

        // At rate one half values are 0 and 2: mean and variance are one.
        static double Correlation(double[] a, double[] b) => a.Zip(b, (x, y) => (x - 1) * (y - 1)).Average();
    }

    // The double mask takes the plain loop: on a machine with wide vectors this compares the two.
    [Fact]
    public void Float_and_double_masks_are_the_same()
    {
        foreach (int first in new[] { 0, 1, 2 })
        {
            float[] single = new float[13 * 37];
            double[] full = new double[13 * 37];
            DropoutKernels.Fill<float>(single, 5, 6, 7, first, 13, 37, 0.5);
            DropoutKernels.Fill<double>(full, 5, 6, 7, first, 13, 37, 0.5);
            Assert.Equal(full, single.Select(value => (double)value));
        }
    }

    [Fact]
    public void A_rate_of_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DropoutKernels.Fill<float>(new float[1], 0, 0, 0, 0, 1, 1, 1));
}
