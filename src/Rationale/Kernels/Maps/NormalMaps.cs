using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rationale.Kernels;

/// <summary>The standard normal density.</summary>
internal readonly struct NormalPdfMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        TVector exponent = TSimd.Multiply(TSimd.Multiply(x, x), TSimd.Broadcast(T.CreateTruncating(-0.5)));
        return TSimd.Multiply(TSimd.Exp(exponent), TSimd.Broadcast(T.CreateTruncating(0.398942280401432678)));
    }
}

/// <summary>The standard normal distribution function.</summary>
/// <remarks>
/// For t = |x|, Φ(-t) = e^(-t²/2) · g(t), where g falls slowly from 1/2 to 0 and is smooth in u = (t - 4) / (t + 4), which runs from -1 to 1. The
/// coefficients are g's Chebyshev series in u, cut off at degree 10 (error 4·10⁻⁹) for float and 22 (10⁻¹⁶) for double, written in powers of u;
/// computed with 40 digits for this file.
/// </remarks>
internal readonly struct NormalCdfMap<T> : IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static ReadOnlySpan<double> Single =>
    [
        1.878671765e-5, -3.577668504e-5, -1.771117683e-4, 6.298726324e-4, 5.025865374e-4, -8.488349618e-3,
        3.086593705e-2, -7.170805958e-2, 1.243791600e-1, -1.703976894e-1, 9.441064260e-2,
    ];

    private static ReadOnlySpan<double> Double =>
    [
        -4.76785122880960930e-11, -9.54355043090350156e-10, -4.58398935696797100e-10, 9.25984474714431186e-9,
        1.04799789034848046e-8, -4.90467828472426607e-8, -9.53470227794743348e-8, 2.02623656069096490e-7,
        6.62297108753445929e-7, -8.27430225652036665e-7, -4.30390434649121835e-6, 4.63079691772456576e-6,
        2.86484427985796069e-5, -4.55547065003279727e-5, -1.87184286698967239e-4, 6.38813823485420792e-4,
        5.07562076799987984e-4, -8.49209547975821590e-3, 3.08648041062251482e-2, -7.17074073378275243e-2,
        1.24379255339265377e-1, -1.70397721548454393e-1, 9.44106413019689296e-2,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Invoke<TVector, TSimd>(TVector x)
        where TVector : unmanaged
        where TSimd : struct, ISimd<TVector, T>
    {
        // Beyond 40 the exponential is zero, and an infinite t would make u NaN. NaN itself fails the comparison and goes through.
        TVector limit = TSimd.Broadcast(T.CreateTruncating(40));
        TVector t = TSimd.Abs(x);
        t = TSimd.Select(TSimd.Greater(t, limit), limit, t);
        TVector four = TSimd.Broadcast(T.CreateTruncating(4));
        TVector u = TSimd.Divide(TSimd.Subtract(t, four), TSimd.Add(t, four));

        ReadOnlySpan<double> coefficients = typeof(T) == typeof(float) ? Single : Double;
        TVector g = TSimd.Broadcast(T.CreateTruncating(coefficients[0]));
        for (int i = 1; i < coefficients.Length; i++)
        {
            g = TSimd.MultiplyAdd(g, u, TSimd.Broadcast(T.CreateTruncating(coefficients[i])));
        }

        TVector exponent = TSimd.Multiply(TSimd.Multiply(t, t), TSimd.Broadcast(T.CreateTruncating(-0.5)));
        TVector tail = TSimd.Multiply(TSimd.Exp(exponent), g);
        return TSimd.Select(TSimd.Greater(x, default), TSimd.Subtract(TSimd.Broadcast(T.One), tail), tail);
    }
}
