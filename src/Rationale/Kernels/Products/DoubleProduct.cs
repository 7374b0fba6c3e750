using System.Numerics;

namespace Rationale.Kernels;

/// <summary>Two products with one result: their inner dimensions are the two segments of one.</summary>
internal static unsafe class DoubleProduct
{
    /// <summary><c>C = A1ᵀ·B1 + A2ᵀ·B2 [+ C]</c>.</summary>
    public static void Multiply<T>(T* a1, T* b1, T* a2, T* b2, T* c, int m, int k, int n, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint panel = 2 * (nint)k * Panels.Width, all = (nint)Panels.Length(2 * k, n);
        T* packed = Scratch.Take<T>(all + ((2 * (nint)m * sizeof(int)) / sizeof(T)) + 1);
        for (int j = 0; j < n; j += Panels.Width)
        {
            T* part = packed + (j / Panels.Width * panel);
            Panels.Pack(b1 + j, n, part, k, Math.Min(Panels.Width, n - j));
            Panels.Pack(b2 + j, n, part + (panel / 2), k, Math.Min(Panels.Width, n - j));
        }

        int* left = (int*)(packed + all), product = left + m;
        for (int i = 0; i < m; i++)
        {
            left[i] = i;
            product[i] = checked(i * n);
        }

        // The distance of two arrays: both are fixed, and both begin at a whole element.
        nint* segments = stackalloc nint[2] { 0, (nint)(a2 - a1) };
        Strip<T> strip = new()
        {
            LeftRows = left,
            ProductRows = product,
            Segments = segments,
            SegmentCount = 2,
            Depth = k,
            StepStride = m,
            Accumulate = accumulate,
        };
        ScatteredBlocks.Multiply<T, StoreProduct>(strip, a1, packed, c, m, n, null);
    }
}
