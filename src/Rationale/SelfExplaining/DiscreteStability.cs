using Rationale.Data;

namespace Rationale.SelfExplaining;

/// <summary>
/// How fast relevances change from one example of a sample to its neighbors: for each example the largest ‖θ(x) − θ(x′)‖ / ‖h(x) − h(x′)‖ over the other examples within a
/// radius (Alvarez-Melis and Jaakkola 2018, equation 5; norms, not their squares as in the authors' code).
/// </summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class DiscreteStability
{
    /// <summary>The estimate for each example.</summary>
    /// <param name="explanations">Explanations of the examples.</param>
    /// <param name="features">The same examples.</param>
    /// <param name="radius">Largest Euclidean distance of a neighbor's features; infinite for all examples.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between examples.</param>
    /// <returns>One number for each example; NaN where there is no neighbor with other concepts.</returns>
    /// <exception cref="ArgumentException">Examples and explanations differ in number, or the radius is not above zero.</exception>
    public static IReadOnlyList<double> Estimate(ConceptExplanations explanations, FeatureMatrix features, double radius, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count != explanations.Count || !(radius > 0))
        {
            throw new ArgumentException($"{explanations.Count} explanations of {features.Count} examples within a radius of {radius} were given; examples and explanations must be the same, and the radius above zero.");
        }

        var rows = Enumerable.Range(0, features.Count).Select(example => features.Row(example).ToArray()).ToArray();
        var found = new double[rows.Length];
        var share = new ShareDone(progress, rows.Length);
        Parallel.For(0, rows.Length, new ParallelOptions { CancellationToken = cancellationToken }, example =>
        {
            found[example] = double.NaN;
            for (var other = 0; other < rows.Length; other++)
            {
                var apart = Distance(explanations.Concepts(example), explanations.Concepts(other));
                if (other != example && apart > 0 && Distance(rows[example], rows[other]) <= radius)
                {
                    var ratio = Distance(explanations.Relevances(example), explanations.Relevances(other)) / apart;
                    found[example] = double.IsNaN(found[example]) ? ratio : Math.Max(found[example], ratio);
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
