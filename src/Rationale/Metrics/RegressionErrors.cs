namespace Rationale.Metrics;

/// <summary>How far the outputs of a regressor are from the targets.</summary>
/// <param name="MeanSquared">Mean of the squared errors over examples and outputs.</param>
/// <param name="MeanAbsolute">Mean of the errors' sizes over examples and outputs.</param>
/// <param name="RSquared">
/// 1 − Σ squared errors / Σ squared distances of the targets from their mean, each output with a mean of its own and both sums over all outputs (scikit-learn's
/// <c>variance_weighted</c>); not a number where all targets are constant, for then there is no variance to explain.
/// </param>
internal readonly record struct RegressionErrors(double MeanSquared, double MeanAbsolute, double RSquared)
{
    /// <summary>The errors of all examples.</summary>
    public static RegressionErrors Compute(Outcomes outcomes)
    {
        var outputs = outcomes.Outputs;
        var (targets, width) = (outcomes.Targets(), outcomes.Width);
        var (residual, spread, size) = (0.0, 0.0, 0.0);
        for (var output = 0; output < width; output++)
        {
            var (mean, isConstant) = (0.0, true);
            for (var i = output; i < targets.Length; i += width)
            {
                mean += targets[i];
                isConstant &= targets[i] == targets[output];
            }

            mean /= outcomes.Count;
            for (var i = output; i < targets.Length; i += width)
            {
                var error = targets[i] - (double)outputs[i];
                residual += error * error;
                size += Math.Abs(error);

                // The mean of equal numbers may round, and what is constant must not seem to vary.
                spread += isConstant ? 0 : (targets[i] - mean) * (targets[i] - mean);
            }
        }

        return new RegressionErrors(residual / targets.Length, size / targets.Length, spread == 0 ? double.NaN : 1 - (residual / spread));
    }
}
