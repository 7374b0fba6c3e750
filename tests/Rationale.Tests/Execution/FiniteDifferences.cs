using Rationale.Graph.Models;

namespace Rationale.Tests.Execution;

/// <summary>Derivatives by central differences, in double precision.</summary>
internal static class FiniteDifferences
{
    /// <summary>Checks the gradient of the loss with respect to parameters.</summary>
    /// <param name="runner">A program of training; its parameters are moved and put back.</param>
    /// <param name="tolerance">Of the larger of 1 and the derivative.</param>
    /// <param name="step">How far a parameter is moved to either side.</param>
    /// <param name="parameters">Which; null for all of them.</param>
    /// <returns>The gradients that the program gives.</returns>
    public static double[] AssertGradients(this Runner<double> runner, double tolerance = 1e-6, double step = 1e-5, Range? parameters = null)
    {
        var gradients = runner.Run().Gradients;
        Assert.Contains(gradients, gradient => Math.Abs(gradient) > 1e-3);
        var (start, count) = (parameters ?? Range.All).GetOffsetAndLength(gradients.Length);
        for (var i = start; i < start + count; i++)
        {
            var value = runner.Parameters.Span[i];
            var expected = (LossAt(i, value + step) - LossAt(i, value - step)) / (2 * step);
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
