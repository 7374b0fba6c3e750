using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.Gradients;

/// <summary>Compares a gradient with central differences of the function that it is of.</summary>
internal sealed class CentralDifferences
{
    private const double Step = 1e-5;

    /// <summary>The second step, with which a kink is told from a curve: one-sided slopes of a curve come together, those of a kink do not.</summary>
    private const double Smaller = Step / 8;

    private readonly Func<double> _loss;
    private readonly Func<Memory<double>> _parameters;
    private readonly double[] _gradient;
    private readonly double _value;

    /// <summary>Prepares a comparison.</summary>
    /// <param name="loss">The function at the parameters as they are.</param>
    /// <param name="parameters">The parameters, which are changed and put back.</param>
    /// <param name="gradient">What is claimed to be the gradient.</param>
    /// <param name="value">The function where the gradient was taken.</param>
    public CentralDifferences(Func<double> loss, Func<Memory<double>> parameters, double[] gradient, double value) => (_loss, _parameters, _gradient, _value) = (loss, parameters, gradient, value);

    /// <summary>Checks some numbers of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="count">How many numbers; all where it has no more.</param>
    /// <param name="random">Chooses them.</param>
    public ParameterCheck Check(ParameterSpecification parameter, int count, RandomSource random)
    {
        var largest = 0.0;
        for (var i = 0; i < parameter.Shape.Length; i++)
        {
            // What is not a number is no scale for the others.
            var size = Math.Abs(_gradient[parameter.Offset + i]);
            largest = size > largest ? size : largest;
        }

        // Differences of the loss are off by its rounding.
        var floor = Math.Max(1e-3 * largest, 1e-7 * (1 + Math.Abs(_value)));
        var worst = new ParameterCheck(parameter.Key, 0, 0, 0, _gradient[parameter.Offset], _gradient[parameter.Offset], 0);
        var (looked, skipped) = (0, 0);
        foreach (var index in Choose(parameter.Shape.Length, count, random))
        {
            looked++;
            var gradient = _gradient[parameter.Offset + index];
            if (Slope(parameter.Offset + index, gradient, floor) is not { } slope)
            {
                skipped++;
                continue;
            }

            var error = Error(gradient, slope, floor);
            if (error >= worst.Error || double.IsNaN(error))
            {
                worst = worst with { Index = index, Gradient = gradient, Difference = slope, Error = double.IsNaN(error) ? double.PositiveInfinity : error };
            }
        }

        return worst with { Checked = looked - skipped, Skipped = skipped };
    }

    private static IEnumerable<int> Choose(int length, int count, RandomSource random)
    {
        int[] all = [.. Enumerable.Range(0, length)];
        if (length > count)
        {
            random.Shuffle(all);
        }

        return all.Take(count);
    }

    private static double Error(double gradient, double slope, double floor) => Math.Abs(gradient - slope) / Math.Max(floor, Math.Max(Math.Abs(gradient), Math.Abs(slope)));

    /// <summary>The slope along one number, by the step that comes nearer to the gradient: a larger one may reach over a kink nearby. Null where the kink is here.</summary>
    private double? Slope(int index, double gradient, double floor)
    {
        var large = Sides(index, Step);
        var small = Sides(index, Smaller);
        var (kinkOfLarge, kinkOfSmall) = (Math.Abs(large.Above - large.Below), Math.Abs(small.Above - small.Below));
        if (kinkOfSmall > 1e-3 * floor && kinkOfSmall > kinkOfLarge / 2 && Error(gradient, Middle(small), floor) > 1e-6)
        {
            return null;
        }

        return Error(gradient, Middle(large), floor) <= Error(gradient, Middle(small), floor) ? Middle(large) : Middle(small);

        static double Middle((double Below, double Above) sides) => (sides.Below + sides.Above) / 2;
    }

    /// <summary>The slopes on both sides of a number.</summary>
    private (double Below, double Above) Sides(int index, double step)
    {
        var here = _parameters().Span[index];
        var (up, down) = (here + (step * Math.Max(1, Math.Abs(here))), here - (step * Math.Max(1, Math.Abs(here))));
        try
        {
            _parameters().Span[index] = up;
            var above = (_loss() - _value) / (up - here);
            _parameters().Span[index] = down;
            return ((_value - _loss()) / (here - down), above);
        }
        finally
        {
            _parameters().Span[index] = here;
        }
    }
}
