using System.Globalization;

namespace Rationale.Data;

/// <summary>Whether the targets of a regression are of a size that optimizers with their usual learning rates reach.</summary>
internal static class TargetScale
{
    /// <summary>How many times larger or smaller than one the targets of an output may be.</summary>
    private const double Ratio = 1000;

    /// <summary>The first output whose targets are far from unit scale, in a sentence with what to do; null where there is none.</summary>
    /// <param name="targets">[examples × outputs].</param>
    public static string? Describe(FeatureMatrix targets)
    {
        var (count, row) = (0, new float[targets.Width]);
        var (means, squares) = (new double[targets.Width], new double[targets.Width]);
        for (var i = 0; i < targets.Count; i++)
        {
            targets.CopyRows(i, 1, row);
            count++;
            for (var output = 0; output < row.Length; output++)
            {
                // Welford 1962: targets far from zero would cancel in a difference of sums of squares.
                var distance = row[output] - means[output];
                means[output] += distance / count;
                squares[output] += distance * (row[output] - means[output]);
            }
        }

        for (var output = 0; output < means.Length; output++)
        {
            var (mean, deviation) = (means[output], Math.Sqrt(squares[output] / count));
            var size = Math.Sqrt((mean * mean) + (deviation * deviation));
            if (deviation > 0 && size is >= Ratio or (> 0 and <= 1 / Ratio))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"The targets of output {output} have the mean {mean:G4} and the standard deviation {deviation:G4}, far from unit scale, so that the usual learning rates hardly reach them; train on data.WithTargets(scale.Transform(data.Targets)) with scale = Standardizer.Fit(data.Targets), and turn predictions back with scale.Inverse, which is {mean:G4} + {deviation:G4} × prediction.");
            }
        }

        return null;
    }
}
