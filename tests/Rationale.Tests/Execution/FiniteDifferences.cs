using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Derivatives by central differences, in double precision.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <summary>Checks the gradient of the loss with respect to every parameter.</summary>
    /// <param name="runner">A program of training; its parameters are moved and put back.</param>
    /// <param name="tolerance">Of the larger of 1 and the derivative.</param>
    /// <returns>The gradients that the program gives.</returns>
    public static double[] AssertGradients(this Runner<double> runner, double tolerance = 1e-6)
    {
        var gradients = runner.Run().Gradients;
        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 1e-3);
        for (var i = 0; i < gradients.Length; i++)
        {
            var value = runner.Parameters.Span[i];
            var expected = (LossAt(i, value + Step) - LossAt(i, value - Step)) / (2 * Step);
            runner.Parameters.Span[i] = value;
            Assert.Equal(expected, gradients[i], tolerance * Math.Max(1, Math.Abs(expected)));
        }

        return gradients;

        double LossAt(int parameter, double value)
        {
            runner.Parameters.Span[parameter] = value;
            return runner.Run().Totals[ModelPrograms.Loss];
        }
    }
}
