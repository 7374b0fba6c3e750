namespace Rationale.Samples.BreastCancer;

/// <summary>The page: accuracy and stability by λ, as figure 5B of the paper has them.</summary>
public static class SweepPage
{
    /// <summary>Builds the page.</summary>
    /// <param name="results">What <see cref="LambdaSweep.RunAsync"/> returned.</param>
    /// <param name="size">How much was learned from, in words.</param>
    public static HtmlPage Build(ResultTable results, string size)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new HtmlPage(
            "Steady reasons, and what they cost",
            "Self-explaining models of breast tumours: each of thirty measurements has a relevance of its own for each tumour. A penalty of weight λ keeps relevances of similar tumours similar.")
            .Heading("Stability")
            .Chart(Chart(results, "Largest change of the relevances near a tumour", "Lipschitz estimate", "lipschitz", point => point.Lipschitz, logarithmic: true), "Means over tumours that were left out; the paper's are medians, read off figure 5B. λ = 0 has no place on this axis; it stands in the table.")
            .Heading("Accuracy")
            .Chart(Chart(results, "Accuracy on tumours that were left out", "test accuracy", "testAccuracy", point => point.Accuracy, logarithmic: false), "Penalized on the logit, on which the relevances act, a model keeps its accuracy. On the probability, as in the authors' code, it can also make all relevances small.")
            .Heading("Numbers")
            .Paragraph($"{size}. In brackets: the paper's.")
            .Table(results)
            .Paragraph("Lipschitz: the largest change of the relevances found in a ball around a tumour, as a multiple of the change of the measurements. Neighbors: the same between the tumours themselves. Faithfulness: the correlation of what a measurement contributes with what the prediction loses without it.");
    }

    private static LineChart Chart(ResultTable results, string title, string label, string metric, Func<(double Weight, double Accuracy, double Lipschitz), double> paper, bool logarithmic)
    {
        var chart = new LineChart(title, "weight λ", label, logarithmic: true, logarithmicY: logarithmic);
        foreach (var penalized in new[] { TargetOutput.Logit, TargetOutput.Probability })
        {
            chart.Add(
                $"penalized: {LambdaSweep.Word(penalized)}",
                LambdaSweep.Paper.Where(point => point.Weight > 0).Select(point =>
                    (point.Weight, results.Rows.Single(row => row.Name == LambdaSweep.Name(penalized, point.Weight)).Metrics.Single(one => one.Name == metric).Value)));
        }

        return chart.Add("paper", LambdaSweep.Paper.Where(point => point.Weight > 0).Select(point => (point.Weight, paper(point))), dashed: true);
    }
}
