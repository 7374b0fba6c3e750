namespace Rationale.Graph.Operators;

/// <summary>Special functions of one number, for constant folding and as the reference of kernels.</summary>
internal static class Special
{
    /// <summary>Φ(x): for small |x| the series of the error function, otherwise the continued fraction of its complement.</summary>
    public static double NormalCdf(double x)
    {
        var z = Math.Abs(x) / Math.Sqrt(2);
        var complement = z < 2.5 ? 1 - SeriesErf(z) : FractionErfc(z);
        return x < 0 ? 0.5 * complement : 1 - (0.5 * complement);
    }

    private static double SeriesErf(double z)
    {
        var term = z;
        var sum = z;
        for (var n = 1; Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= -z * z / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double FractionErfc(double z)
    {
        var fraction = 0.0;
        for (var n = 60; n >= 1; n--)
        {
            fraction = n / 2.0 / (z + fraction);
        }

        return Math.Exp(-z * z) / (Math.Sqrt(Math.PI) * (z + fraction));
    }
}
