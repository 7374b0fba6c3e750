using Rationale.Constraints;
using Rationale.Data;

namespace Rationale.Samples.IrisCancer;

/// <summary>How far a network reads the flower instead of the tumour.</summary>
public static class FlowerReading
{
    private const int Top = 10;

    /// <summary>The part of all entries of the explanation masks that belongs to the flower; not a number if the masks are empty.</summary>
    /// <param name="model">The network.</param>
    /// <param name="rows">Rows to explain.</param>
    public static double Usage(IModel model, Dataset rows)
    {
        var mask = LargestGradientMask.Compute(model.Explain(rows).Scores);
        var (flower, all) = (0f, 0f);
        for (var row = 0; row < mask.Count; row++)
        {
            var marks = mask.Row(row);
            flower += marks[..IrisCancerData.IrisFeatures].Sum();
            all += marks.Sum();
        }

        return flower / all;
    }

    /// <summary>How many of the flower's four columns are among the ten largest gradients of a row, on average.</summary>
    /// <param name="model">The network.</param>
    /// <param name="rows">Rows to explain.</param>
    public static double InTopTen(IModel model, Dataset rows)
    {
        var gradients = model.Explain(rows).Scores;
        return Enumerable.Range(0, gradients.Count).Average(row =>
        {
            var values = gradients.Row(row);
            // A row whose gradient vanishes has no largest ones.
            return Enumerable.Range(0, values.Length).Where(column => values[column] != 0).OrderByDescending(column => Math.Abs(values[column])).Take(Top).Count(column => column < IrisCancerData.IrisFeatures);
        });
    }
}
