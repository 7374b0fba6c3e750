using Rationale.Objectives;

namespace Rationale.Samples.TwoMoons;

/// <summary>The page with the plot.</summary>
public static class MoonPage
{
    /// <summary>Builds the page.</summary>
    /// <param name="points">What was measured.</param>
    /// <param name="results">The same in numbers.</param>
    public static HtmlPage Build(IReadOnlyList<MoonPoint> points, ResultTable results)
    {
        var chart = new LineChart("Test accuracy by the number of nuisance features", "nuisance features", "test accuracy", logarithmic: true);
        foreach (var control in Enum.GetValues<PriorControl>())
        {
            chart.Add(points[0].Result[control].Name, points.Select(point => ((double)point.Nuisance, point.Result[control].Mean)), dashed: control is PriorControl.ZeroPrior or PriorControl.NoisePrior);
        }

        chart.Add("true prior, paper", points.Select(point => ((double)point.Nuisance, PaperNumbers.TestAccuracy(PriorControl.TruePrior, point.Nuisance) ?? double.NaN)), dashed: true);
        var page = new HtmlPage("Two moons and features that say nothing", "A prior over standard deviation and mean of each feature, beside its controls (Weinberger, Janizek, Lee 2020, section 5).")
            .Heading("With a prior, accuracy stays where it falls without")
            .Chart(chart, "The prior network fixed at zero (zero prior) is a penalty on the size of attributions and knows nothing of the features; the noise prior sees random meta-features.")
            .Heading("What the controls say");
        foreach (var (nuisance, result) in points)
        {
            page.Paragraph(FormattableString.Invariant($"d = {nuisance}: {string.Join(" ", result.Conclusions)}"));
        }

        return page.Heading("In numbers").Table(results);
    }
}
