using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rationale.Kernels;

/// <summary>Transposition with strides, in blocks that stay in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>Writes <c>y[c · yStride + r] = x[r · xStride + c]</c> for all rows and columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns)
        where T : unmanaged
    {
        int r = 0;
        if (Sse.IsSupported && typeof(T) == typeof(float))
        {
            for (; r + 4 <= rows; r += 4)
            {
                int c = 0;
                for (; c + 4 <= columns; c += 4)
                {
                    FourByFour((float*)(x + (r * xStride) + c), xStride, (float*)(y + (c * yStride) + r), yStride);
                }

                Plain(x + (r * xStride) + c, xStride, y + (c * yStride) + r, yStride, 4, columns - c);
            }
        }

        Plain(x + (r * xStride), xStride, y + r, yStride, rows - r, columns);
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
}
