using System.Numerics;
using Rationale.Kernels;

namespace Rationale.Tests.Kernels;

public sealed class BatchedProductTests
{
    [Theory]
    [InlineData(3, 5, 7, 9)]
    [InlineData(4, 16, 8, 16)]
    [InlineData(2, 33, 20, 35)]
    [InlineData(5, 1, 1, 1)]
    [InlineData(0, 4, 4, 4)]
    public void A_batch_of_products_is_each_product(int batch, int m, int k, int n)
    {
        Batched<float>(batch, m, k, n);
        Batched<double>(batch, m, k, n);
    }

    private static void Batched<T>(int batch, int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] a = Values.Uniform<T>(batch * m * k, 1), b = Values.Uniform<T>(batch * k * n, 2), start = Values.Uniform<T>(batch * m * n, 3), expected = [.. start];
        foreach (bool left in new[] { false, true })
        {
            foreach (bool right in new[] { false, true })
            {
                foreach (bool accumulate in new[] { false, true })
                {
                    T[] c = Values.Guarded<T>(start);
                    GemmKernels.MultiplyBatched<T>(a, b, c, batch, m, k, n, left, right, accumulate);
                    start.CopyTo(expected, 0);
                    for (int i = 0; i < batch; i++)
                    {
                        GemmKernels.Multiply<T>(a.AsSpan(i * m * k, m * k), b.AsSpan(i * k * n, k * n), expected.AsSpan(i * m * n, m * n), m, k, n, left, right, accumulate);
                    }

                    Values.Check<T>(Values.Doubles<T>(expected), c, 0);
                }
            }
        }
    }
}
