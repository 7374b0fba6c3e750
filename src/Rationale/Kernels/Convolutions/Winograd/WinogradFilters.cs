using System.Numerics;
using System.Runtime.Intrinsics;

namespace Rationale.Kernels;

/// <summary>Transformed filters in the order in which <see cref="Winograd"/> reads them: sixteen packed matrices.</summary>
internal static unsafe class WinogradFilters
{
    // Positions of a kernel of 3 × 3.
    private const int Taps = 9;

    /// <summary>Packs for the forward pass.</summary>
    public static void Pack<T>(T* weights, T* packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint tap = (nint)g.Channels * g.OutChannels, panel = (nint)Panels.Length(g.Channels, g.OutChannels);
        T* values = Transform(weights, tap, tap);
        for (int i = 0; i < Winograd.Products; i++)
        {
            Panels.Pack(values + (i * tap), packed + (i * panel), g.Channels, g.OutChannels);
        }
    }

    /// <summary>Packs for the input gradient: the kernel is turned by half a turn, its matrices are transposed.</summary>
    public static void PackTransposed<T>(T* weights, T* packed, ConvolutionGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nint tap = (nint)g.Channels * g.OutChannels, panel = (nint)Panels.Length(g.OutChannels, g.Channels);
        T* values = Transform(weights + ((Taps - 1) * tap), -tap, tap);
        for (int i = 0; i < Winograd.Products; i++)
        {
            Panels.PackTransposed(values + (i * tap), packed + (i * panel), g.OutChannels, g.Channels);
        }
    }

    private static T* Transform<T>(T* weights, nint tap, nint length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* values = Scratch.Take<T>(Winograd.Products * length);
        if (Vector512.IsHardwareAccelerated)
        {
            Transform<Vector512<T>, Simd512<T>, T>(weights, tap, length, values);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Transform<Vector256<T>, Simd256<T>, T>(weights, tap, length, values);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Transform<Vector128<T>, Simd128<T>, T>(weights, tap, length, values);
        }
        else
        {
            Transform<T, SimdScalar<T>, T>(weights, tap, length, values);
        }

        return values;
    }

    private static void Transform<TVector, TSimd, T>(T* weights, nint tap, nint length, T* values)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T>
    {
        T half = T.CreateChecked(0.5);
        for (nint i = 0; i < length; i += TSimd.Count)
        {
            nint at = Math.Min(i, length - TSimd.Count);
            WinogradTransforms<TVector, TSimd, T>.Filter(weights + at, tap, values + at, length, half);
        }
    }
}
