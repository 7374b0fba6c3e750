using System.ComponentModel;
using System.Numerics;
using ILGPU;

namespace Rationale.Gpu.Kernels;

/// <summary>
/// A product of large row-major matrices over the whole grid, for which <see cref="BlockGemmKernels"/> would read each factor too often: a block computes 64 × 64 elements from strips of the factors that its
/// threads bring to shared memory together, and each of its 256 threads keeps 4 × 4 of them in registers. Every element is added up in the order of the inner dimension, and ends with a bias, a rectifier or a gate while it is in a register.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BlockTiledProduct
{
    /// <summary>Threads of a block, exactly.</summary>
    public const int Threads = 256;

    /// <summary>Rows and columns of a block's part of the result.</summary>
    public const int Tile = 64;

    private const int Depth = 16;
    private const int Each = 4;
    private const int Across = Tile / Each;

    /// <summary><c>C = op(A)·op(B)</c>, with what follows it.</summary>
    /// <param name="lanes">The threads.</param>
    /// <param name="a">The left factor.</param>
    /// <param name="b">The right factor.</param>
    /// <param name="extra">The bias or the gate; anything where there is none.</param>
    /// <param name="c">The result.</param>
    /// <param name="m">Rows of the result.</param>
    /// <param name="k">Inner dimension.</param>
    /// <param name="n">Columns of the result.</param>
    /// <param name="transposeA">Whether A is stored [k, m].</param>
    /// <param name="transposeB">Whether B is stored [n, k].</param>
    /// <param name="ending">What follows.</param>
    /// <param name="below">For a gate: the factor at and below zero.</param>
    public static void Multiply<T>(Lanes lanes, ArrayView<T> a, ArrayView<T> b, ArrayView<T> extra, ArrayView<T> c, int m, int k, int n, bool transposeA, bool transposeB, int ending, T below)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArrayView<T> left = SharedMemory.Allocate1D<T>(Depth * Tile), right = SharedMemory.Allocate1D<T>(Depth * Tile);
        int columns = (n + Tile - 1) / Tile, tiles = (m + Tile - 1) / Tile * columns;
        for (int tile = lanes.Block; tile < tiles; tile += lanes.Blocks)
        {
            int firstRow = tile / columns * Tile, firstColumn = tile % columns * Tile;
            int row = lanes.Thread / Across * Each, column = lanes.Thread % Across * Each;
            T s00 = T.Zero, s01 = T.Zero, s02 = T.Zero, s03 = T.Zero, s10 = T.Zero, s11 = T.Zero, s12 = T.Zero, s13 = T.Zero;
            T s20 = T.Zero, s21 = T.Zero, s22 = T.Zero, s23 = T.Zero, s30 = T.Zero, s31 = T.Zero, s32 = T.Zero, s33 = T.Zero;
            for (int first = 0; first < k; first += Depth)
            {
                for (int i = lanes.Thread; i < Depth * Tile; i += Threads)
                {
                    // Neighboring threads read neighboring elements, whichever way the factor is stored.
                    int p = transposeA ? i / Tile : i % Depth, at = transposeA ? i % Tile : i / Depth;
                    int r = firstRow + at, q = first + p;
                    left[(p * Tile) + at] = r < m && q < k ? a[transposeA ? (q * m) + r : (r * k) + q] : T.Zero;
                    p = transposeB ? i % Depth : i / Tile;
                    at = transposeB ? i / Depth : i % Tile;
                    r = firstColumn + at;
                    q = first + p;
                    right[(p * Tile) + at] = r < n && q < k ? b[transposeB ? (r * k) + q : (q * n) + r] : T.Zero;
                }

                Group.Barrier();
                for (int p = 0; p < Depth; p++)
                {
                    int l = (p * Tile) + row, r = (p * Tile) + column;
                    T a0 = left[l], a1 = left[l + 1], a2 = left[l + 2], a3 = left[l + 3];
                    T b0 = right[r], b1 = right[r + 1], b2 = right[r + 2], b3 = right[r + 3];
                    s00 += a0 * b0;
                    s01 += a0 * b1;
                    s02 += a0 * b2;
                    s03 += a0 * b3;
                    s10 += a1 * b0;
                    s11 += a1 * b1;
                    s12 += a1 * b2;
                    s13 += a1 * b3;
                    s20 += a2 * b0;
                    s21 += a2 * b1;
                    s22 += a2 * b2;
                    s23 += a2 * b3;
                    s30 += a3 * b0;
                    s31 += a3 * b1;
                    s32 += a3 * b2;
                    s33 += a3 * b3;
                }

                Group.Barrier();
            }

            int y = firstRow + row, x = firstColumn + column;
            Store(extra, c, y, x, m, n, ending, below, s00, s01, s02, s03);
            Store(extra, c, y + 1, x, m, n, ending, below, s10, s11, s12, s13);
            Store(extra, c, y + 2, x, m, n, ending, below, s20, s21, s22, s23);
            Store(extra, c, y + 3, x, m, n, ending, below, s30, s31, s32, s33);
        }
    }

    private static void Store<T>(ArrayView<T> extra, ArrayView<T> c, int row, int column, int m, int n, int ending, T below, T s0, T s1, T s2, T s3)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (row < m)
        {
            Store(extra, c, row, column, n, ending, below, s0);
            Store(extra, c, row, column + 1, n, ending, below, s1);
            Store(extra, c, row, column + 2, n, ending, below, s2);
            Store(extra, c, row, column + 3, n, ending, below, s3);
        }
    }

    private static void Store<T>(ArrayView<T> extra, ArrayView<T> c, int row, int column, int n, int ending, T below, T sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (column < n)
        {
            int at = (row * n) + column;
            c[at] = ProductEnding.Of(ending, sum, extra, c, at, column, below);
        }
    }
}
