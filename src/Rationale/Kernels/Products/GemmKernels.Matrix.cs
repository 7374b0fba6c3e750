using System.Numerics;

namespace Rationale.Kernels;

/// <content>Products with a large matrix, which is not packed once for all: that would take as much memory again in each direction.</content>
public static unsafe partial class GemmKernels
{
    /// <summary><c>C = A·op(B)</c>, with B read where it stands; the bits are those of <see cref="MultiplyPacked"/>.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="b">[k, n], or [n, k] if <paramref name="transposed"/>.</param>
    /// <param name="c">[m, n].</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of op(B).</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="transposed">Whether B is stored transposed.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyMatrix<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunMatrix<T, StoreProduct>(a, b, c, m, k, n, transposed, default, 0, T.One);

    /// <summary><c>C = A·op(B) + bias</c>, the bias [n] added to every row. Shapes as in <see cref="MultiplyMatrix"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyMatrixBias<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunMatrix<T, AddBias>(a, b, c, m, k, n, transposed, bias, n, T.One);

    /// <summary><c>C = max(A·op(B) + bias, 0)</c>, the bias [n] added to every row. Shapes as in <see cref="MultiplyMatrix"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyMatrixBiasRelu<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunMatrix<T, AddBiasRelu>(a, b, c, m, k, n, transposed, bias, n, T.One);

    /// <summary><c>C = (A·op(B)) ⊙ (gate &gt; 0 ? 1 : below)</c>, as <see cref="MultiplyPackedReluBackward"/>. Shapes as in <see cref="MultiplyMatrix"/>, the gate as C.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyMatrixReluBackward<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> gate, Span<T> c, int m, int k, int n, T below, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RunMatrix<T, MultiplyReluBackward>(a, b, c, m, k, n, transposed, gate, (long)m * n, below);

    private static void RunMatrix<T, TEpilogue>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool transposed, ReadOnlySpan<T> side, long sideLength, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        Require.Dimensions(m, k, n);
        Require.Length(a.Length, (long)m * k, nameof(a));
        Require.Length(b.Length, (long)k * n, nameof(b));
        Require.Length(c.Length, (long)m * n, nameof(c));
        Require.Length(side.Length, sideLength, TEpilogue.SideHasRows ? "gate" : "bias");
        fixed (T* left = a, right = b, product = c, beside = side)
        {
            MatrixProduct.Multiply<T, TEpilogue>(left, right, transposed, product, m, k, n, beside, below);
        }
    }
}
