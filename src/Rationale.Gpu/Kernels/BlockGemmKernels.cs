using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// Products of row-major matrices, as the class of that name for the CPU, over factors that are not packed. Each element of the result is the sum of one thread, or of several
/// where there are few elements of many terms, in a fixed order. Neighboring threads have neighboring columns, so that they read the right factor together.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockGemmKernels
{
    /// <summary><c>C = A·B</c>, or <c>C += A·B</c>; B is stored [n, k] if <paramref name="transposed"/>.</summary>
    public static void MultiplyPacked<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int m, int k, int n, bool accumulate, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, a, b, c, m, k, n, false, transposed, accumulate);

    /// <summary><c>C = A·B + bias</c>.</summary>
    public static void MultiplyPackedBias<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> bias, ArrayView<T> c, int m, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Product(lanes, a, b, bias, c, m, k, n, false, transposed, ProductEnding.Bias, T.Zero);

    /// <summary><c>C = max(A·B + bias, 0)</c>.</summary>
    public static void MultiplyPackedBiasRelu<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> bias, ArrayView<T> c, int m, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Product(lanes, a, b, bias, c, m, k, n, false, transposed, ProductEnding.BiasRelu, T.Zero);

    /// <summary><c>C = (A·B) ⊙ (gate &gt; 0 ? 1 : below)</c>.</summary>
    public static void MultiplyPackedReluBackward<T>(
        Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> gate, ArrayView<T> c, int m, int k, int n, T below, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Product(lanes, a, b, gate, c, m, k, n, false, transposed, ProductEnding.Gate, below);

    /// <summary><c>C = Aᵀ·B</c>, or <c>C += Aᵀ·B</c>: A is [k, m].</summary>
    public static void MultiplyTransposedLeft<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Multiply(lanes, a, b, c, m, k, n, true, false, accumulate);

    /// <summary><c>C = op(A)·op(B)</c>, or <c>C += op(A)·op(B)</c>.</summary>
    public static void Multiply<T>(
        Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Product(lanes, a, b, c, c, m, k, n, transposeA, transposeB, accumulate ? ProductEnding.Accumulating : ProductEnding.Plain, T.Zero);

    /// <summary><c>C[i] = op(A[i])·op(B[i])</c>, or added to C[i].</summary>
    public static void MultiplyBatched<T>(
        Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> c, int batch, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = lanes.First; i < batch * m * n; i += lanes.Stride)
        {
            int pair = i / (m * n), element = i % (m * n);
            T sum = Dot(a, b, element / n, element % n, m, k, n, transposeA, transposeB, pair * m * k, pair * k * n);
            c[i] = accumulate ? c[i] + sum : sum;
        }
    }

    private static void Product<T>(
        Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> extra, ArrayView<T> c, int m, int k, int n, bool transposeA, bool transposeB, int ending, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Strip.IsWorthwhile(lanes, m * n, k))
        {
            var strip = Strip.Of(lanes, m * n);
            for (int first = lanes.Block * strip.Width; first < m * n; first += lanes.Blocks * strip.Width)
            {
                int i = first + strip.Lane, row = i / n, column = i % n;
                T part = T.Zero;
                for (int p = strip.Part; i < m * n && p < k; p += strip.Parts)
                {
                    part += a[transposeA ? (p * m) + row : (row * k) + p] * b[transposeB ? (column * k) + p : (p * n) + column];
                }

                T total = BlockSum.Of(strip, lanes.Thread, part);
                if (strip.Part == 0 && i < m * n)
                {
                    c[i] = ProductEnding.Of(ending, total, extra, c, i, column, below);
                }
            }

            return;
        }

        for (int i = lanes.First; i < m * n; i += lanes.Stride)
        {
            T sum = Dot(a, b, i / n, i % n, m, k, n, transposeA, transposeB, 0, 0);
            c[i] = ProductEnding.Of(ending, sum, extra, c, i, i % n, below);
        }
    }

    private static T Dot<T>(ArrayView<T> a, ArrayView<T> b, int row, int column, int m, int k, int n, bool transposeA, bool transposeB, int firstA, int firstB)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int atA = firstA + (transposeA ? row : row * k), stepA = transposeA ? m : 1;
        int atB = firstB + (transposeB ? column * k : column), stepB = transposeB ? 1 : n;
        T sum = T.Zero;
        for (int p = 0; p < k; p++)
        {
            sum += a[atA + (p * stepA)] * b[atB + (p * stepB)];
        }

        return sum;
    }
}
