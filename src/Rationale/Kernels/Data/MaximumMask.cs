using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>One where an element is the maximum of its row and zero elsewhere, for rows that fill vectors, as those of attention do.</summary>
internal static unsafe class MaximumMask
{
    /// <summary>Writes the masks of rows whose maxima are known, and returns the first row that does not have exactly one; <paramref name="rows"/> if each has.</summary>
    /// <remarks>A row may have its maximum twice, or none where an element is not a number.</remarks>
    public static int Run<T>(T* x, T* maxima, T* y, int rows, int classes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.IsHardwareAccelerated ? MaximumMask<Vector512<T>, Simd512<T>, T>.Run(x, maxima, y, rows, classes)
            : Vector256.IsHardwareAccelerated ? MaximumMask<Vector256<T>, Simd256<T>, T>.Run(x, maxima, y, rows, classes)
            : Vector128.IsHardwareAccelerated ? MaximumMask<Vector128<T>, Simd128<T>, T>.Run(x, maxima, y, rows, classes)
            : MaximumMask<T, SimdScalar<T>, T>.Run(x, maxima, y, rows, classes);
}

/// <summary>The masks for one vector width.</summary>
internal static unsafe class MaximumMask<TVector, TSimd, T>
    where TVector : unmanaged
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSimd : struct, ISimd<TVector, T>
{
    /// <inheritdoc cref="MaximumMask.Run"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Run(T* x, T* maxima, T* y, int rows, int classes)
    {
        TVector one = TSimd.Broadcast(T.One);
        for (int row = 0; row < rows; row++, x += classes, y += classes)
        {
            TVector maximum = TSimd.Broadcast(maxima[row]), found = default;
            int k = 0;
            for (; k + TSimd.Count <= classes; k += TSimd.Count)
            {
                TVector mask = TSimd.Select(TSimd.Equal(TSimd.Load(x + k), maximum), one, default);
                found = TSimd.Add(found, mask);
                TSimd.Store(y + k, mask);
            }

            T count = TSimd.Sum(found);
            for (; k < classes; k++)
            {
                T mask = x[k] == maxima[row] ? T.One : T.Zero;
                count += mask;
                y[k] = mask;
            }

            if (count != T.One)
            {
                return row;
            }
        }

        return rows;
    }
}
