using System.Numerics;

namespace Rationale.Gpu.Kernels;

/// <summary>Conversions and functions that ILGPU does not compile for a generic type, or only to approximations of a few digits.</summary>
internal static class Numbers
{
    /// <summary>A nonnegative integer as a number, exact up to its precision.</summary>
    public static T Of<T>(int value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero, power = T.One;
        for (int rest = value; rest > 0; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                sum += power;
            }

            power += power;
        }

        return sum;
    }

    /// <summary>The integer from 0 to <paramref name="count"/> - 1 that a number is; -1 where it is none of them.</summary>
    public static int Index<T>(T value, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T power = T.One;
        int bit = 1;
        while (bit < count)
        {
            bit <<= 1;
            power += power;
        }

        int index = 0;
        T rest = value;
        for (T half = T.One / (T.One + T.One); bit > 0; bit >>= 1, power *= half)
        {
            if (rest >= power)
            {
                rest -= power;
                index += bit;
            }
        }

        return rest == T.Zero && index < count ? index : -1;
    }

    /// <summary><c>tanh x</c>: by the exponential, which the device computes to 10⁻⁶, and by a continued fraction near zero, where that would lose digits.</summary>
    public static T Tanh<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T two = T.One + T.One, t = T.Abs(x);
        if (t < T.One / two)
        {
            // Lambert's fraction x / (1 + x² / (3 + x² / (5 + …))).
            T square = x * x, fraction = Of<T>(19);
            for (int odd = 17; odd > 0; odd -= 2)
            {
                fraction = Of<T>(odd) + (square / fraction);
            }

            return x / fraction;
        }

        T positive = T.One - (two / (T.Exp(two * t) + T.One));
        return x > T.Zero ? positive : x < T.Zero ? -positive : x;
    }

    /// <summary><c>log(1 + e)</c> for e from 0 to 1: 2 artanh(e / (2 + e)) by its series, which keeps the digits of a small e.</summary>
    public static T LogOnePlus<T>(T e)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T z = e / (T.One + T.One + e), square = z * z, sum = T.Zero;
        for (int odd = 35; odd > 0; odd -= 2)
        {
            sum = (sum * square) + (T.One / Of<T>(odd));
        }

        return (z + z) * sum;
    }

    /// <summary><c>φ(x) = e^(-x²/2) / √(2π)</c>.</summary>
    public static T NormalPdf<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => T.Exp(-(x * x) / (T.One + T.One)) / T.Sqrt(T.Tau);

    /// <summary>
    /// <c>Φ(x) = ½ + φ(x) (x + x³/3 + x⁵/(3·5) + …)</c>: all terms have one sign, so that the sum ends where a term no longer changes it. Beyond 9 the result is 0 or 1 in
    /// double precision.
    /// </summary>
    public static T NormalCdf<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.One / (T.One + T.One), nine = Of<T>(9), t = T.Abs(x);
        t = t > nine ? nine : t;
        T sum = t, term = t, odd = T.One, last = T.Zero;
        while (sum != last)
        {
            last = sum;
            odd += T.One + T.One;
            term *= t * t / odd;
            sum += term;
        }

        T above = NormalPdf(t) * sum;
        return T.IsNaN(x) ? x : x > T.Zero ? half + above : half - above;
    }
}
