namespace Rationale.Attribution;

/// <summary>Where on the way from baseline to input gradients are taken, and with which weights.</summary>
public enum Quadrature
{
    /// <summary>Nodes and weights of Gauss and Legendre: by far the smallest completeness gap where the score is smooth.</summary>
    GaussLegendre,

    /// <summary>k / n for k = 0 … n − 1, the baseline itself included: what the MuS paper's code takes.</summary>
    Left,

    /// <summary>k / n for k = 1 … n, the input itself included.</summary>
    Right,

    /// <summary>(k + ½) / n for k = 0 … n − 1.</summary>
    Midpoint,

    /// <summary>k / (n − 1) for k = 0 … n − 1, both ends with half weight.</summary>
    Trapezoid,
}

/// <summary>Nodes in [0, 1] and weights whose sum is 1.</summary>
internal static class Quadratures
{
    private const int NewtonSteps = 100;

    public static (double[] Nodes, double[] Weights) Create(Quadrature quadrature, int steps) => quadrature switch
    {
        Quadrature.Left => Even(steps, k => (double)k / steps),
        Quadrature.Right => Even(steps, k => (k + 1.0) / steps),
        Quadrature.Midpoint => Even(steps, k => (k + 0.5) / steps),
        Quadrature.Trapezoid => Trapezoid(steps),
        Quadrature.GaussLegendre => GaussLegendre(steps),
        _ => throw new ArgumentOutOfRangeException(nameof(quadrature), quadrature, "unknown quadrature"),
    };

    private static (double[] Nodes, double[] Weights) Even(int steps, Func<int, double> node) =>
        ([.. Enumerable.Range(0, steps).Select(node)], [.. Enumerable.Repeat(1.0 / steps, steps)]);

    private static (double[] Nodes, double[] Weights) Trapezoid(int steps) => steps == 1
        ? Even(1, _ => 0.5)
        : ([.. Enumerable.Range(0, steps).Select(k => k / (steps - 1.0))], [.. Enumerable.Range(0, steps).Select(k => (k == 0 || k == steps - 1 ? 0.5 : 1) / (steps - 1))]);

    /// <summary>Newton's method from the asymptotic zeros of the Legendre polynomial; node i and its mirror image are found together.</summary>
    private static (double[] Nodes, double[] Weights) GaussLegendre(int steps)
    {
        var (nodes, weights) = (new double[steps], new double[steps]);
        for (var i = 0; i < (steps + 1) / 2; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (steps + 0.5));
            var slope = 0.0;
            for (var round = 0; round < NewtonSteps; round++)
            {
                (var value, slope) = Legendre(steps, x);
                var step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-16)
                {
                    break;
                }
            }

            var weight = 1 / ((1 - (x * x)) * slope * slope);
            (nodes[i], nodes[steps - 1 - i]) = ((1 - x) / 2, (1 + x) / 2);
            (weights[i], weights[steps - 1 - i]) = (weight, weight);
        }

        return (nodes, weights);
    }

    /// <summary>Value and slope of the Legendre polynomial, by its recurrence.</summary>
    private static (double Value, double Slope) Legendre(int degree, double x)
    {
        var (before, value) = (1.0, x);
        for (var k = 2; k <= degree; k++)
        {
            (before, value) = (value, (((2 * k) - 1) * x * value - ((k - 1) * before)) / k);
        }

        return (value, degree * ((x * value) - before) / ((x * x) - 1));
    }
}
