using System.ComponentModel;
using System.Numerics;
using Rationale.Execution;

namespace Rationale.Kernels;

/// <summary>
/// Products of dense row-major matrices on one thread. Generated code calls these; a product's factors may not overlap its result.
/// </summary>
/// <remarks>
/// The right factor is read in packed form (<see cref="Pack"/>). A weight matrix is packed once per step and used by every tile of the batch; the
/// weight gradient packs its right factor itself, since that is used once.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe partial class GemmKernels
{
    /// <summary>The number of elements of a packed k×n matrix: <c>k · ⌈n / 16⌉ · 16</c>, on every machine.</summary>
    public static int PackedLength(int k, int n)
    {
        Require.Dimensions(k, n);
        return checked((int)Panels.Length(k, n));
    }

    /// <summary>Packs a right factor.</summary>
    /// <param name="b">The matrix: [k, n], or [n, k] if <paramref name="transposed"/>.</param>
    /// <param name="packed">Space for <see cref="PackedLength"/> elements.</param>
    /// <param name="k">Rows of the factor.</param>
    /// <param name="n">Columns of the factor.</param>
    /// <param name="transposed">Whether the factor is the transpose of what <paramref name="b"/> holds.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Pack<T>(ReadOnlySpan<T> b, Span<T> packed, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(k, n);
        Require.Length(b.Length, (long)k * n, nameof(b));
        Require.Length(packed.Length, Panels.Length(k, n), nameof(packed));
        fixed (T* source = b, destination = packed)
        {
            if (transposed)
            {
                Panels.PackTransposed(source, destination, k, n);
            }
            else
            {
                Panels.Pack(source, destination, k, n);
            }
        }
    }

    /// <summary><c>C = A·B</c>, or <c>C += A·B</c>.</summary>
    /// <param name="a">[m, k].</param>
    /// <param name="packedB">[k, n], packed.</param>
    /// <param name="c">[m, n].</param>
    /// <param name="m">Rows of A and C.</param>
    /// <param name="k">Columns of A, rows of B.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="accumulate">Whether the product is added to C.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyPacked<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> packedB, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, StoreProduct>(a, packedB, c, m, k, n, accumulate, default, 0, T.One);

    /// <summary><c>C = A·B + bias</c>, the bias [n] added to every row. Shapes as in <see cref="MultiplyPacked"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyPackedBias<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> packedB, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, AddBias>(a, packedB, c, m, k, n, false, bias, n, T.One);

    /// <summary><c>C = max(A·B + bias, 0)</c>, the bias [n] added to every row. Shapes as in <see cref="MultiplyPacked"/>.</summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyPackedBiasRelu<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> packedB, ReadOnlySpan<T> bias, Span<T> c, int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, AddBiasRelu>(a, packedB, c, m, k, n, false, bias, n, T.One);

    /// <summary>
    /// <c>C = (A·B) ⊙ (gate &gt; 0 ? 1 : below)</c>: the step back through a product and the (leaky) rectifier before it; the gate [m, n] is the
    /// rectifier's input or output. Shapes as in <see cref="MultiplyPacked"/>.
    /// </summary>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyPackedReluBackward<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> packedB, ReadOnlySpan<T> gate, Span<T> c, int m, int k, int n, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run<T, MultiplyReluBackward>(a, packedB, c, m, k, n, false, gate, (long)m * n, below);

    /// <summary><c>C = Aᵀ·B</c>, or <c>C += Aᵀ·B</c>: the gradient of a weight from a tile of k samples.</summary>
    /// <param name="a">[k, m].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="c">[m, n].</param>
    /// <param name="m">Columns of A, rows of C.</param>
    /// <param name="k">Rows of A and B.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <param name="accumulate">Whether the product is added to C.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyTransposedLeft<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Multiply(a, b, c, m, k, n, true, false, accumulate);

    /// <summary><c>C += Aᵀ·B</c>: the gradient of a large weight from a tile of k samples, added to the sum of all workers block by block, in turn.</summary>
    /// <param name="a">[k, m].</param>
    /// <param name="b">[k, n].</param>
    /// <param name="c">[m, n].</param>
    /// <param name="m">Columns of A, rows of C.</param>
    /// <param name="k">Rows of A and B.</param>
    /// <param name="n">Columns of B and C.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void AddTransposedLeft<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, CommonSum<T> c, int m, int k, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(m, k, n);
        Require.Length(a.Length, (long)m * k, nameof(a));
        Require.Length(b.Length, (long)k * n, nameof(b));
        Require.Length(c.Elements.Length, (long)m * n, nameof(c));
        fixed (T* left = a, right = b, product = c.Elements)
        {
            T* packed = Scratch.Take<T>(Panels.Length(k, n));
            Panels.Pack(right, packed, k, n);
            for (var turns = c.Begin(m); turns.Next();)
            {
                Blocks.Multiply<T, StoreProduct>(
                    left + turns.From, 1, m, packed, product + ((nint)turns.From * n), turns.Rows, k, n, turns.HasTerms, null, T.One);
            }
        }
    }

    /// <summary><c>C = op(A)·op(B)</c>, or <c>C += op(A)·op(B)</c>, where op is nothing or the transpose.</summary>
    /// <param name="a">[m, k], or [k, m] if <paramref name="transposeA"/>.</param>
    /// <param name="b">[k, n], or [n, k] if <paramref name="transposeB"/>.</param>
    /// <param name="c">[m, n].</param>
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="k">Columns of op(A), rows of op(B).</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="transposeA">Whether A is stored transposed.</param>
    /// <param name="transposeB">Whether B is stored transposed.</param>
    /// <param name="accumulate">Whether the product is added to C.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void Multiply<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(m, k, n);
        Require.Length(a.Length, (long)m * k, nameof(a));
        Require.Length(b.Length, (long)k * n, nameof(b));
        Require.Length(c.Length, (long)m * n, nameof(c));
        bool isGradient = transposeA && !transposeB && m > 0 && n > 0;
        fixed (T* left = a, right = b, product = c)
        {
            if (isGradient && m <= ThinProduct.MaxRows)
            {
                ThinProduct.Run(left, right, product, m, k, n, accumulate);
                return;
            }

            if (isGradient && n <= ThinProduct.MaxRows)
            {
                T* turned = Scratch.Take<T>((long)m * n);
                ThinProduct.Run(right, left, turned, n, k, m, false);
                Turn(turned, product, m, n, accumulate);
                return;
            }

            T* packed = Packed(right, Panels.IsPanel(n, transposeB) ? null : Scratch.Take<T>(Panels.Length(k, n)), k, n, transposeB);
            Blocks.Multiply<T, StoreProduct>(
                left, transposeA ? 1 : k, transposeA ? m : 1, packed, product, m, k, n, accumulate, null, T.One);
        }
    }

    /// <summary><c>C[i] = op(A[i])·op(B[i])</c>, or added to C[i], for each of <paramref name="batch"/> consecutive small matrices.</summary>
    /// <param name="a">[batch, m, k], or [batch, k, m] if <paramref name="transposeA"/>.</param>
    /// <param name="b">[batch, k, n], or [batch, n, k] if <paramref name="transposeB"/>.</param>
    /// <param name="c">[batch, m, n].</param>
    /// <param name="batch">Products.</param>
    /// <param name="m">Rows of op(A[i]) and C[i].</param>
    /// <param name="k">Columns of op(A[i]), rows of op(B[i]).</param>
    /// <param name="n">Columns of op(B[i]) and C[i].</param>
    /// <param name="transposeA">Whether every A[i] is stored transposed.</param>
    /// <param name="transposeB">Whether every B[i] is stored transposed.</param>
    /// <param name="accumulate">Whether the products are added to C.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    public static void MultiplyBatched<T>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int batch, int m, int k, int n, bool transposeA, bool transposeB, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require.Dimensions(m, k, n);
        Require.Dimensions(batch, 0);
        Require.Length(a.Length, (long)batch * m * k, nameof(a));
        Require.Length(b.Length, (long)batch * k * n, nameof(b));
        Require.Length(c.Length, (long)batch * m * n, nameof(c));
        T* space = Panels.IsPanel(n, transposeB) ? null : Scratch.Take<T>(Panels.Length(k, n));
        fixed (T* left = a, right = b, product = c)
        {
            for (nint i = 0; i < batch; i++)
            {
                T* packed = Packed(right + (i * k * n), space, k, n, transposeB);
                Blocks.Multiply<T, StoreProduct>(
                    left + (i * m * k), transposeA ? 1 : k, transposeA ? m : 1, packed, product + (i * m * n), m, k, n, accumulate, null, T.One);
            }
        }
    }

    /// <summary>The packed right factor: <paramref name="b"/> itself where there is no space for another.</summary>
    private static T* Packed<T>(T* b, T* space, int k, int n, bool transposed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (space == null)
        {
            return b;
        }

        if (transposed)
        {
            Panels.PackTransposed(b, space, k, n);
        }
        else
        {
            Panels.Pack(b, space, k, n);
        }

        return space;
    }

    /// <summary>Stores the transpose of [n, m] as [m, n], or adds it.</summary>
    private static void Turn<T>(T* turned, T* c, int m, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < m; i++)
        {
            for (nint j = 0; j < n; j++, c++)
            {
                *c = accumulate ? *c + turned[(j * m) + i] : turned[(j * m) + i];
            }
        }
    }

    private static void Run<T, TEpilogue>(
        ReadOnlySpan<T> a, ReadOnlySpan<T> packedB, Span<T> c, int m, int k, int n, bool accumulate, ReadOnlySpan<T> side, long sideLength, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TEpilogue : struct, IEpilogue
    {
        Require.Dimensions(m, k, n);
        Require.Length(a.Length, (long)m * k, nameof(a));
        Require.Length(packedB.Length, Panels.Length(k, n), nameof(packedB));
        Require.Length(c.Length, (long)m * n, nameof(c));
        Require.Length(side.Length, sideLength, TEpilogue.SideHasRows ? "gate" : "bias");
        fixed (T* left = a, right = packedB, product = c, beside = side)
        {
            Blocks.Multiply<T, TEpilogue>(left, k, 1, right, product, m, k, n, accumulate, beside, below);
        }
    }
}
