using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>Numbers below the smallest normal one, with which processors compute several times more slowly.</summary>
internal static class Subnormals
{
    /// <summary>
    /// The values, with zeros for subnormal ones: where a gradient has become zero, the running means of an optimizer shrink to such numbers and stay there. NaN stays NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Flush<TVector, TSimd, T>(TVector value)
        where TVector : unmanaged
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TSimd : struct, ISimd<TVector, T> =>
        TSimd.Select(TSimd.Greater(TSimd.Broadcast(Smallest<T>()), TSimd.Abs(value)), default, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Smallest<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return (T)(object)1.17549435E-38f;
        }

        return typeof(T) == typeof(double) ? (T)(object)2.2250738585072014E-308 : T.Zero;
    }
}
