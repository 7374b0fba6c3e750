namespace Rationale.Samples.ToyColors;

/// <summary>The page with both charts.</summary>
public static class ToyPage
{
    /// <summary>Builds the page.</summary>
    /// <param name="curves">What was measured.</param>
    /// <param name="summary">The same in a few numbers.</param>
    public static HtmlPage Build(ToyCurves curves, ResultTable summary)
    {
        var data = new LineChart("Test accuracy by the number of images", "images to learn from", "test accuracy", logarithmic: true);
        foreach (var curve in curves.Data)
        {
            data.Add(curve.Name, curve.Points.Select(point => ((double)point.Rows, point.Test)));
        }

        var shares = new LineChart("Share of both rules in the explanations by the number of annotated images", "annotated images", "share of the rule", logarithmic: true);
        foreach (var curve in curves.Annotations)
        {
            var dashed = curve.Name == AnnotationCurve.Always;
            shares.Add($"corners, {curve.Name}", curve.Points.Select(point => ((double)point.Rows, point.Measures.Corners)), dashed);
            shares.Add($"top-middle, {curve.Name}", curve.Points.Select(point => ((double)point.Rows, point.Measures.TopMiddle)), dashed);
        }

        return new HtmlPage("How much does it take?", "Images of 5 × 5 pixels, two classes, and two rules that tell them apart: the four corners are equal, or the middle of the top row differs.")
            .Heading("Annotations replace data")
            .Chart(data, "A network that knows where to look needs fewer images. Forbidding the rule that is easier to learn costs some.")
            .Heading("A few annotations are enough")
            .Chart(shares, "The corners are forbidden on some images only. Where these stand before every batch (dashed), a few dozen do.")
            .Heading("In numbers")
            .Table(summary);
    }
}
