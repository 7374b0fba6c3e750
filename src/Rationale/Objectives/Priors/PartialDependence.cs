using Rationale.Data;

namespace Rationale.Objectives;

/// <summary>The mean of |g| over all features where one meta-feature is set to the same value for each of them.</summary>
/// <param name="MetaFeature">Which meta-feature, from 0.</param>
/// <param name="Name">Its name, where it is known.</param>
/// <param name="Points">The value and the mean, in rising order of values.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record PartialDependence(int MetaFeature, string? Name, IReadOnlyList<(double Value, double Mean)> Points)
{
    internal static PartialDependence Create(Model prior, MetaFeatures metaFeatures, int column, int points)
    {
        var (all, width) = (metaFeatures.Values.ToArray(), metaFeatures.Count);
        var own = Enumerable.Range(0, metaFeatures.Features).Select(feature => all[(feature * width) + column]).ToList();
        var (low, high) = (own.Min(), own.Max());
        var found = new List<(double, double)>();
        for (var point = 0; point < points; point++)
        {
            var value = low + ((high - low) * point / (points - 1));
            for (var feature = 0; feature < metaFeatures.Features; feature++)
            {
                all[(feature * width) + column] = value;
            }

            found.Add((value, PriorExplanation.Predict(prior, FeatureMatrix.FromArray([.. all], width)).Average(prediction => Math.Abs((double)prediction))));
        }

        return new PartialDependence(column, metaFeatures.Names?[column], found);
    }
}
