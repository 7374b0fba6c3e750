using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class SelectionTests
{
    [Fact]
    public void One_hot_rows_mark_the_label()
    {
        float[] y = Values.Uniform<float>(6, 1);
        SelectionKernels.OneHot<float>([2, 0], y, 2, 3);
        Assert.Equal([0, 0, 1, 1, 0, 0], y);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_that_is_no_class_is_named(int label)
    {
        var error = Assert.Throws<ArgumentException>(() => SelectionKernels.OneHot<float>([0, label], new float[6], 2, 3));
        Assert.Contains($"row 1 is {label}", error.Message);
    }

    [Fact]
    public void The_mask_marks_the_first_maximum()
    {
        double[] x = [1, 3, 3, -2, -5, -2], y = new double[6];
        SelectionKernels.ArgMaxMask<double>(x, y, 2, 3);
        Assert.Equal([0, 1, 0, 1, 0, 0], y);
        SelectionKernels.ArgMaxMask<double>(x, x, 2, 3);
        Assert.Equal(y, x);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(37)]
    public void The_mask_marks_the_first_of_many_maxima(int classes)
    {
        for (int first = 0; first < classes; first++)
        {
            float[] x = Values.Uniform<float>(2 * classes, first), y = Values.Guarded<float>(new float[2 * classes]);
            for (int i = first; i < classes; i += 5)
            {
                x[classes + i] = 3;
            }

            SelectionKernels.ArgMaxMask<float>(x, y, 2, classes);
            double[] expected = new double[2 * classes];
            expected[Array.IndexOf(x, x[..classes].Max(), 0, classes)] = 1;
            expected[classes + first] = 1;
            Values.Check<float>(expected, y, 0);
        }
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(32, 200)]
    [InlineData(45, 70)]
    public void Rows_with_several_maxima_or_none_stand_among_others(int classes, int rows)
    {
        float[] x = Values.Uniform<float>(rows * classes, 1), y = Values.Guarded<float>(new float[rows * classes]), same = new float[rows * classes];
        double[] expected = new double[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            int at = row * classes;
            (x[at + 3], x[at + 9]) = row % 3 == 0 ? (2, 2) : row % 7 == 0 ? (2, float.NaN) : (x[at + 3], x[at + 9]);
            expected[at + (row % 3 == 0 ? 3 : row % 7 == 0 ? 9 : Array.IndexOf(x, x.AsSpan(at, classes).ToArray().Max(), at, classes) - at)] = 1;
        }

        SelectionKernels.ArgMaxMask<float>(x, y, rows, classes);
        Values.Check<float>(expected, y, 0);
        x.CopyTo(same, 0);
        SelectionKernels.ArgMaxMask<float>(same, same, rows, classes);
        Assert.Equal(y[..same.Length], same);
    }

    [Fact]
    public void Blocks_are_copied()
    {
        float[] x = [1, 2, 3, 4, 5, 6], y = new float[8];
        SelectionKernels.CopyBlock<float>(x, y, 2, 3, 4, 1, 2, 2);
        Assert.Equal([0, 0, 2, 3, 0, 0, 5, 6], y);
        Assert.Throws<ArgumentException>(() => SelectionKernels.CopyBlock<float>(x, y, 2, 3, 4, 2, 0, 2));
    }
}
