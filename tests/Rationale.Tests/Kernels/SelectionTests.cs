using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class SelectionTests
{
    [Fact]
    public void One_hot_rows_mark_the_label()
    {
        float[] y = Values.Uniform<float>(6, 1);
        Selection.OneHot<float>([2, 0], y, 2, 3);
        Assert.Equal([0, 0, 1, 1, 0, 0], y);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_that_is_no_class_is_named(int label)
    {
        var error = Assert.Throws<ArgumentException>(() => Selection.OneHot<float>([0, label], new float[6], 2, 3));
        Assert.Contains($"row 1 is {label}", error.Message);
    }

    [Fact]
    public void The_mask_marks_the_first_maximum()
    {
        double[] x = [1, 3, 3, -2, -5, -2], y = new double[6];
        Selection.ArgMaxMask<double>(x, y, 2, 3);
        Assert.Equal([0, 1, 0, 1, 0, 0], y);
        Selection.ArgMaxMask<double>(x, x, 2, 3);
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
                x[classes + i] = 3;
            Selection.ArgMaxMask<float>(x, y, 2, classes);
            double[] expected = new double[2 * classes];
            expected[Array.IndexOf(x, x[..classes].Max(), 0, classes)] = 1;
            expected[classes + first] = 1;
            Values.Check<float>(expected, y, 0);
        }
    }

    [Fact]
    public void Blocks_are_copied_and_added()
    {
        float[] x = [1, 2, 3, 4, 5, 6], y = new float[8];
        Selection.CopyBlock<float>(x, y, 2, 3, 4, 1, 2, 2);
        Assert.Equal([0, 0, 2, 3, 0, 0, 5, 6], y);
        Selection.CopyBlock<float>(x, y, 2, 3, 4, 0, 2, 1, accumulate: true);
        Assert.Equal([0, 0, 3, 3, 0, 0, 9, 6], y);
        Assert.Throws<ArgumentException>(() => Selection.CopyBlock<float>(x, y, 2, 3, 4, 2, 0, 2));
    }

    [Fact]
    public void Transposition_moves_every_element()
    {
        foreach ((int rows, int columns) in new[] { (0, 3), (1, 1), (4, 4), (5, 7), (16, 30), (33, 18), (50, 9) })
        {
            float[] x = Values.Uniform<float>(rows * columns, 4), y = Values.Guarded<float>(new float[x.Length]);
            double[] z = Values.Uniform<double>(rows * columns, 4), w = Values.Guarded<double>(new double[x.Length]);
            Selection.Transpose<float>(x, y, rows, columns);
            Selection.Transpose<double>(z, w, rows, columns);
            double[] single = new double[x.Length], full = new double[x.Length];
            for (int i = 0; i < x.Length; i++)
            {
                single[(i % columns * rows) + (i / columns)] = x[i];
                full[(i % columns * rows) + (i / columns)] = z[i];
            }

            Values.Check<float>(single, y, 0);
            Values.Check<double>(full, w, 0);
        }
    }
}
