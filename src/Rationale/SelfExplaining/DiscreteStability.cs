using Rationale.Data;

namespace Rationale.SelfExplaining;

/// <summary>
/// How fast relevances change from one row of a sample to its neighbors: for each row the largest ‖θ(x) − θ(x′)‖ / ‖h(x) − h(x′)‖ over the other rows within a
/// radius (Alvarez-Melis and Jaakkola 2018, equation 5; norms, not their squares as in the authors' code).
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class DiscreteStability
{
    /// <summary>The estimate for each row.</summary>
    /// <param name="explanations">Explanations of the rows.</param>
    /// <param name="features">The same rows.</param>
    /// <param name="radius">Largest Euclidean distance of a neighbor's features; infinite for all rows.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between rows.</param>
    /// <returns>One number for each row; NaN where there is no neighbor with other concepts.</returns>
    /// <exception cref="ArgumentException">Rows and explanations differ in number, or the radius is not above zero.</exception>
    public static IReadOnlyList<double> Estimate(ConceptExplanations explanations, FeatureMatrix features, double radius, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count != explanations.Count || !(radius > 0))
        {
            throw new ArgumentException($"{explanations.Count} explanations of {features.Count} rows within a radius of {radius} were given; rows and explanations must be the same, and the radius above zero.");
        }

        var rows = Enumerable.Range(0, features.Count).Select(row => features.Row(row).ToArray()).ToArray();
        var found = new double[rows.Length];
        var share = new ShareDone(progress, rows.Length);
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellationToken }, row =>
        {
            found[row] = double.NaN;
            for (var other = 0; other < rows.Length; other++)
            {
                var apart = Distance(explanations.Concepts(row), explanations.Concepts(other));
                if (other != row && apart > 0 && Distance(rows[row], rows[other]) <= radius)
                {
                    var ratio = Distance(explanations.Relevances(row), explanations.Relevances(other)) / apart;
                    found[row] = double.IsNaN(found[row]) ? ratio : Math.Max(found[row], ratio);
                }
            }

            share.Add();
        });
        return found;
    }

    internal static double Distance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            var difference = (double)left[i] - right[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }
}
