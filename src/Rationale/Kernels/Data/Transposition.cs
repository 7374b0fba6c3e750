using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rationale.Kernels;

/// <summary>Transposition with strides, in blocks that stay in registers.</summary>
internal static unsafe class Transposition
{
    private const int BlockColumns = 128;

    /// <summary>Writes <c>y[c · yStride + r] = x[r · xStride + c]</c> for all rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns)
        where T : unmanaged
    {
        if (!Sse.IsSupported || typeof(T) != typeof(float) || rows < 4 || columns < 4)
        {
            Plain(x, xStride, y, yStride, rows, columns);
            return;
        }

        // A block's columns of y stay in the first-level cache until all rows are there. The last block of rows or columns covers some of the one before it again, which writes the same values.
        for (int c0 = 0; c0 < columns; c0 += BlockColumns)
        {
            c0 = Math.Min(c0, Math.Max(columns - BlockColumns, 0));
            int width = Math.Min(BlockColumns, columns);
            var from = (float*)(x + c0);
            var to = (float*)(y + (c0 * yStride));
            if (Avx.IsSupported && rows >= 8)
            {
                for (int r = 0; r < rows; r += 8)
                {
                    r = Math.Min(r, rows - 8);
                    for (int c = 0; c < width; c += 4)
                    {
                        c = Math.Min(c, width - 4);
                        EightByFour(from + (r * xStride) + c, xStride, to + (c * yStride) + r, yStride);
                    }
                }

                continue;
            }

            for (int r = 0; r < rows; r += 4)
            {
                r = Math.Min(r, rows - 4);
                int c = 0;
                for (; Avx.IsSupported && c + 8 <= width; c += 8)
                {
                    FourByEight(from + (r * xStride) + c, xStride, to + (c * yStride) + r, yStride);
                }

                for (; c < width; c += 4)
                {
                    c = Math.Min(c, width - 4);
                    FourByFour(from + (r * xStride) + c, xStride, to + (c * yStride) + r, yStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Plain<T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns)
        where T : unmanaged
    {
        // Writes of a whole cache line of y stay together: 16 rows at a time.
        for (int r0 = 0; r0 < rows; r0 += 16)
        {
            int r1 = Math.Min(r0 + 16, rows);
            for (int c = 0; c < columns; c++)
            {
                for (int r = r0; r < r1; r++)
                {
                    y[(c * yStride) + r] = x[(r * xStride) + c];
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByFour(float* x, nint xStride, float* y, nint yStride)
    {
        Vector128<float> a = Vector128.Load(x), b = Vector128.Load(x + xStride);
        Vector128<float> c = Vector128.Load(x + (2 * xStride)), d = Vector128.Load(x + (3 * xStride));
        Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d);
        Vector128<float> highAb = Sse.UnpackHigh(a, b), highCd = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(lowAb, lowCd), y);
        Vector128.Store(Sse.MoveHighToLow(lowCd, lowAb), y + yStride);
        Vector128.Store(Sse.MoveLowToHigh(highAb, highCd), y + (2 * yStride));
        Vector128.Store(Sse.MoveHighToLow(highCd, highAb), y + (3 * yStride));
    }

    // The halves of a vector are rows that are four apart.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void EightByFour(float* x, nint xStride, float* y, nint yStride)
    {
        float* below = x + (4 * xStride);
        Vector256<float> a = Vector256.Create(Vector128.Load(x), Vector128.Load(below)), b = Vector256.Create(Vector128.Load(x + xStride), Vector128.Load(below + xStride));
        Vector256<float> c = Vector256.Create(Vector128.Load(x + (2 * xStride)), Vector128.Load(below + (2 * xStride))), d = Vector256.Create(Vector128.Load(x + (3 * xStride)), Vector128.Load(below + (3 * xStride)));
        Vector256<double> lowAb = Avx.UnpackLow(a, b).AsDouble(), lowCd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> highAb = Avx.UnpackHigh(a, b).AsDouble(), highCd = Avx.UnpackHigh(c, d).AsDouble();
        Vector256.Store(Avx.UnpackLow(lowAb, lowCd).AsSingle(), y);
        Vector256.Store(Avx.UnpackHigh(lowAb, lowCd).AsSingle(), y + yStride);
        Vector256.Store(Avx.UnpackLow(highAb, highCd).AsSingle(), y + (2 * yStride));
        Vector256.Store(Avx.UnpackHigh(highAb, highCd).AsSingle(), y + (3 * yStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourByEight(float* x, nint xStride, float* y, nint yStride)
    {
        Vector256<float> a = Vector256.Load(x), b = Vector256.Load(x + xStride);
        Vector256<float> c = Vector256.Load(x + (2 * xStride)), d = Vector256.Load(x + (3 * xStride));
        Vector256<double> lowAb = Avx.UnpackLow(a, b).AsDouble(), lowCd = Avx.UnpackLow(c, d).AsDouble();
        Vector256<double> highAb = Avx.UnpackHigh(a, b).AsDouble(), highCd = Avx.UnpackHigh(c, d).AsDouble();
        Store(Avx.UnpackLow(lowAb, lowCd).AsSingle(), y, yStride);
        Store(Avx.UnpackHigh(lowAb, lowCd).AsSingle(), y + yStride, yStride);
        Store(Avx.UnpackLow(highAb, highCd).AsSingle(), y + (2 * yStride), yStride);
        Store(Avx.UnpackHigh(highAb, highCd).AsSingle(), y + (3 * yStride), yStride);
    }

    // Four columns are between the halves of a vector.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> columns, float* y, nint yStride)
    {
        Vector128.Store(columns.GetLower(), y);
        Vector128.Store(columns.GetUpper(), y + (4 * yStride));
    }
}
