namespace Rationale.Samples.ToyColors;

/// <summary>How much data and how many annotations it takes.</summary>
/// <param name="Data">Accuracy by the amount of data.</param>
/// <param name="Annotations">Explanations by the number of annotated images.</param>
public sealed record ToyCurves(IReadOnlyList<DataCurve> Data, IReadOnlyList<AnnotationCurve> Annotations)
{
    /// <summary>Trains all networks.</summary>
    /// <param name="sets">The images.</param>
    /// <param name="context">What the sample was asked to do.</param>
    /// <param name="display">Shows the trainings.</param>
    public static async Task<ToyCurves> RunAsync(ToySets sets, SampleContext context, TrainingDisplay display) => new(
        await DataCurve.RunAsync(sets, context, display).ConfigureAwait(false),
        await AnnotationCurve.RunAsync(sets, context, display).ConfigureAwait(false));

    /// <summary>What the curves say, beside the paper: the numbers for the screen.</summary>
    /// <param name="results">The table.</param>
    public void AddSummary(ResultTable results)
    {
        var plain = Data.First(curve => curve.Name == DataCurve.Unannotated);
        foreach (var (annotation, accuracy, factor) in PaperNumbers.DataFactors)
        {
            var ours = plain.ExamplesFor(accuracy) / Data.First(curve => curve.Name == annotation).ExamplesFor(accuracy);
            results.Add(FormattableString.Invariant($"data without / with {annotation}, for {accuracy:P0}")).With("factor", ours, factor);
        }

        foreach (var curve in Annotations)
        {
            results.Add($"annotated images needed, {curve.Name}").With("images", curve.ExamplesNeeded(), curve.Name == AnnotationCurve.Once ? PaperNumbers.AnnotatedExamplesNeeded : null);
        }
    }

    /// <summary>Every point of every curve: the numbers for a file.</summary>
    /// <param name="results">The table.</param>
    public void AddPoints(ResultTable results)
    {
        foreach (var curve in Data)
        {
            foreach (var (examples, test) in curve.Points)
            {
                results.Add($"{curve.Name}, {examples} images").With("images", examples).With("testAccuracy", test, Paper(curve.Name, examples));
            }
        }

        foreach (var curve in Annotations)
        {
            foreach (var (examples, measures) in curve.Points)
            {
                results.Add($"corners annotated, {curve.Name}, {examples} images")
                    .With("images", examples).With("testAccuracy", measures.Accuracy).With("cornersShare", measures.Corners).With("topMiddleShare", measures.TopMiddle);
            }
        }
    }

    private static double? Paper(string curve, int examples)
    {
        var paper = curve switch
        {
            DataCurve.Unannotated => PaperNumbers.DataUnconstrained,
            "all but corners forbidden" => PaperNumbers.DataProCorners,
            _ => [],
        };
        return paper.Where(point => point.Rows == examples).Select(point => (double?)point.Test).FirstOrDefault();
    }
}
