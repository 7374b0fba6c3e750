using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

/// <summary>Products with a matrix that is read where it stands.</summary>
public sealed class MatrixProductTests
{
    // Few and many rows, columns around vectors and groups of them, and inner dimensions in one block, in several, and wider than the working memory.
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (int m in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 13, 33 })
        {
            foreach (int n in new[] { 0, 1, 10, 16, 17, 31, 32, 50, 63, 64, 65, 128, 200, 513 })
            {
                shapes.Add(m, 9, n);
            }

            shapes.Add(m, 0, 65);
            shapes.Add(m, 257, 130);
            foreach (int n in new[] { 2, 17, 34, 41, 48, 50, 52, 57, 66, 113, 115 })
            {
                shapes.Add(m, 90, n);
            }
        }

        // Of a large matrix few rows are enough: one, a part of a tile, and several tiles with a rest.
        foreach (int m in new[] { 1, 3, 13 })
        {
            shapes.Add(m, 784, 512);
            shapes.Add(m, 1500, 70);
        }

        // Four rows meet two short vectors at once, also where sums are split.
        shapes.Add(4, 1500, 57);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bits_are_those_of_packed_panels(int m, int k, int n)
    {
        Compare<float>(m, k, n);
        Compare<double>(m, k, n);
    }

    [Fact]
    public void A_span_that_is_too_short_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() => GemmKernels.MultiplyMatrix<float>(new float[6], new float[5], new float[4], 2, 3, 2, false));
        Assert.Equal("b", error.ParamName);
        error = Assert.Throws<ArgumentException>(() => GemmKernels.MultiplyMatrixBias<float>(new float[6], new float[6], new float[1], new float[4], 2, 3, 2, true));
        Assert.Equal("bias", error.ParamName);
        error = Assert.Throws<ArgumentException>(() => GemmKernels.MultiplyMatrixReluBackward<float>(new float[6], new float[6], new float[3], new float[4], 2, 3, 2, 0, true));
        Assert.Equal("gate", error.ParamName);
    }

    [Fact]
    public void Products_allocate_nothing_once_their_scratch_exists()
    {
        float[] a = Values.Uniform<float>(20 * 30, 1), b = Values.Uniform<float>(30 * 100, 2), c = new float[20 * 100];
        GemmKernels.MultiplyMatrix<float>(a, b, c, 20, 30, 100, true);
        Assert.Equal(0, Allocations.Measure(() => GemmKernels.MultiplyMatrix<float>(a, b, c, 20, 30, 100, true)));
    }

    private static void Compare<T>(int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T below = T.CreateChecked(0.01);
        T[] a = Values.Uniform<T>(m * k, 1), b = Values.Uniform<T>(k * n, 2), bias = Values.Uniform<T>(n, 3), gate = Values.Uniform<T>(m * n, 4), packed = new T[GemmKernels.PackedLength(k, n)];
        foreach (bool transposed in new[] { false, true })
        {
            GemmKernels.Pack<T>(b, packed, k, n, transposed);
            Equal(c => GemmKernels.MultiplyPacked<T>(a, packed, c, m, k, n, false), c => GemmKernels.MultiplyMatrix<T>(a, b, c, m, k, n, transposed));
            Equal(c => GemmKernels.MultiplyPackedBias<T>(a, packed, bias, c, m, k, n), c => GemmKernels.MultiplyMatrixBias<T>(a, b, bias, c, m, k, n, transposed));
            Equal(c => GemmKernels.MultiplyPackedBiasRelu<T>(a, packed, bias, c, m, k, n), c => GemmKernels.MultiplyMatrixBiasRelu<T>(a, b, bias, c, m, k, n, transposed));
            Equal(c => GemmKernels.MultiplyPackedReluBackward<T>(a, packed, gate, c, m, k, n, below), c => GemmKernels.MultiplyMatrixReluBackward<T>(a, b, gate, c, m, k, n, below, transposed));
        }

        void Equal(Action<T[]> expected, Action<T[]> actual)
        {
            T[] x = Values.Uniform<T>(m * n, 5), y = Values.Uniform<T>(m * n, 6);
            expected(x);
            actual(y);
            Assert.Equal(x, y);
        }
    }
}
