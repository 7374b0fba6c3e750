namespace Rationale.Randomness;

/// <summary>
/// Functions that give the same bits on every machine. <see cref="Math.Log(double)"/> calls the platform's C library,
/// whose last bit differs between systems; sums, products, quotients and square roots are exact by IEEE 754.
/// </summary>
internal static class PortableMath
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const double SqrtHalf = 0.707106781186547524400844362105;

    /// <summary>Natural logarithm of a positive, normal number, to about 1 unit in the last place.</summary>
    public static double Log(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value);
        var exponent = (int)(bits >> 52) - 1022;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFFL) | 0x3FE0_0000_0000_0000L);
        if (mantissa < SqrtHalf)
        {
            mantissa *= 2;
            exponent--;
        }

        // log m = 2 artanh z with |z| < 0.172: eleven terms reach 1e-18. Written out, so that the quotients are constants.
        var z = (mantissa - 1) / (mantissa + 1);
        var square = z * z;
        var series = 1.0 / 21;
        series = series * square + 1.0 / 19;
        series = series * square + 1.0 / 17;
        series = series * square + 1.0 / 15;
        series = series * square + 1.0 / 13;
        series = series * square + 1.0 / 11;
        series = series * square + 1.0 / 9;
        series = series * square + 1.0 / 7;
        series = series * square + 1.0 / 5;
        series = series * square + 1.0 / 3;
        series = series * square + 1;
        return exponent * Ln2 + 2 * z * series;
    }
}
