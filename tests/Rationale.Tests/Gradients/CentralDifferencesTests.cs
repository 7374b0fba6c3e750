using Rationale.Gradients;
using Rationale.Graph;
using Rationale.Graph.Models;
using Rationale.Randomness;

namespace Rationale.Tests.Gradients;

/// <summary>Differences find a gradient that is wrong, and take no kink for one.</summary>
public sealed class CentralDifferencesTests
{
    /// <summary>f = Σ xᵢ³, whose gradient is 3 xᵢ².</summary>
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(2, 0.99)]
    [InlineData(1, -1)]
    [InlineData(0, double.NaN)]
    public void One_wrong_number_is_found_and_named(int wrong, double factor)
    {
        double[] x = [0.5, -1.5, 2, 1e-3];
        double[] gradient = [.. x.Select(value => 3 * value * value)];
        if (wrong >= 0)
        {
            gradient[wrong] *= factor;
        }

        var found = Check(x, values => values.Sum(value => value * value * value), gradient);
        Assert.Equal((4, 0), (found.Checked, found.Skipped));
        if (wrong < 0)
        {
            Assert.InRange(found.Error, 0, 1e-7);
            return;
        }

        Assert.Equal(wrong, found.Index);
        Assert.Equal(3 * x[wrong] * x[wrong], found.Difference, 1e-6);
        var largest = Math.Max(Math.Abs(gradient[wrong]), 3 * x[wrong] * x[wrong]);
        Assert.Equal(double.IsNaN(factor) ? double.PositiveInfinity : Math.Abs(gradient[wrong] - (3 * x[wrong] * x[wrong])) / largest, found.Error, 1e-6);
    }

    /// <summary>|x| has no derivative at zero, whatever is claimed; near zero it has, and a long step reaches over the kink.</summary>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(4e-6, 1, 0)]
    [InlineData(-4e-6, -1, 0)]
    [InlineData(1, 1, 0)]
    public void A_kink_is_skipped_where_it_is_and_not_beside_it(double x, double slope, int skipped)
    {
        var found = Check([x], values => Math.Abs(values[0]), [slope]);
        Assert.Equal(skipped, found.Skipped);
        Assert.InRange(found.Error, 0, 1e-6);
    }

    [Fact]
    public void A_wrong_slope_beside_a_kink_is_found() => Assert.InRange(Check([4e-6], values => Math.Abs(values[0]), [-1]).Error, 1, 2);

    [Fact]
    public void Parameters_are_put_back_even_when_the_loss_throws()
    {
        double[] x = [1, 2];
        var parameter = new ParameterSpecification("x", 0, Shape.Unbatched(2), new Initializer(InitializerKind.Constant, 0));
        var differences = new CentralDifferences(() => throw new NotSupportedException(), () => x, [1, 1], 3);
        Assert.Throws<NotSupportedException>(() => differences.Check(parameter, 2, new RandomSource(1)));
        Assert.Equal([1, 2], x);
    }

    private static ParameterCheck Check(double[] x, Func<double[], double> f, double[] gradient)
    {
        var parameter = new ParameterSpecification("x", 0, Shape.Unbatched(x.Length), new Initializer(InitializerKind.Constant, 0));
        return new CentralDifferences(() => f(x), () => x, gradient, f(x)).Check(parameter, 10, new RandomSource(1));
    }
}
