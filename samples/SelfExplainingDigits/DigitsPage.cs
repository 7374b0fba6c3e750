using System.Globalization;
using Rationale.Data;
using Rationale.SelfExplaining;

namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>The page: accuracy by λ, what the concepts are, and what they say about some digits.</summary>
public static class DigitsPage
{
    private const int Prototypes = 9;
    private const int SmallCell = 3;
    private const int Cell = 6;

    /// <summary>Builds the page.</summary>
    /// <param name="sweep">What was trained and measured.</param>
    /// <param name="test">The test digits.</param>
    /// <param name="sizes">How much was learned and looked at.</param>
    public static HtmlPage Build(LambdaSweep sweep, Dataset test, SweepSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(sizes);
        var shown = sweep.Shown!;
        var page = new HtmlPage(
            "Networks that explain themselves",
            "Each network finds five concepts in a digit, and says how much each concept counts for each prediction; the prediction is the sum of what they contribute, and nothing else. "
                + "A penalty of weight λ keeps what counts from changing faster than the concepts do.")
            .Heading("Accuracy")
            .Paragraph($"{sizes}. In brackets: for the logit the paper's numbers; for the log-probability those of others who repeated the paper and penalize it (SENN-revisited, 100 epochs).")
            .Chart(Chart(sweep.Predictions, sizes), "Penalized on the logits, on which the relevances act, a network may keep them large and steady. On the log-probabilities, as in the authors' code, the easy way to a small penalty is to make them small, and the predictions go with them.")
            .Table(sweep.Predictions)
            .Paragraph("Cross-entropy: how unsure the predictions are; chance has 2.3. Lipschitz: the largest change of the relevances found near a test digit, as a multiple of the change of the digit. Faithfulness: the correlation of what a concept contributes with what the prediction loses without it.")
            .Heading("What the concepts are worth")
            .Table(Headers(sweep.Concepts), Cells(sweep.Concepts))
            .Paragraph("Accuracy without concepts: each concept at its mean, relevances as they are. Where it is high, the relevances know the prediction and the concepts say little; constant concepts, all of them one, are the control that was trained so. "
                + "Largest drop: the accuracy that goes with one concept. Distances are those of the concepts of two digits: of one class, of different classes, and after an attack that may change each pixel by 0.3 to bring a digit's concepts to those of another class while the prediction stays. "
                + "Where that is below the distance in a class, the concepts can be made to say anything.")
            .Heading("What the concepts are")
            .Paragraph(string.Create(CultureInfo.InvariantCulture, $"The test digits with most of each concept, by the model with the penalty on the logits and λ = {LambdaSweep.ShownWeight}."));
        for (var concept = 0; concept < shown.ConceptCount; concept++)
        {
            page.Figures($"Concept {concept + 1}", shown.Prototypes(concept, Math.Min(Prototypes, test.Count)).Select(row => Prototype(test, shown, row, concept)));
        }

        page.Heading("Why it says what it says")
            .Paragraph("The first test image of each digit. Each bar is a concept: to the right and red it speaks for the prediction, to the left and blue against it. What a concept contributes is its relevance times how much of it there is.");
        var labels = test.Labels.ToArray();
        foreach (var label in labels.Distinct().Order())
        {
            Add(page, test, shown, Array.IndexOf(labels, label), label);
        }

        return page;
    }

    private static IReadOnlyList<string> Headers(ResultTable concepts) => ["", .. concepts.Rows[0].Metrics.Select(metric => ResultTable.Words(metric.Name))];

    private static IEnumerable<IReadOnlyList<string>> Cells(ResultTable concepts) => concepts.Rows.Select(row =>
        (IReadOnlyList<string>)[row.Name.Replace(SweepMeasures.ConceptsSuffix, "", StringComparison.Ordinal), .. row.Metrics.Select(ResultTable.Format)]);

    private static LineChart Chart(ResultTable predictions, SweepSizes sizes)
    {
        var jobs = SweepJob.CreateAll(sizes);
        var chart = new LineChart("Test accuracy by the weight of the penalty", "weight λ", "test accuracy", logarithmic: true);
        foreach (var kind in jobs.Where(job => job.Weight > 0).GroupBy(job => job.Kind))
        {
            chart.Add(kind.Key, kind.Select(job => (job.Weight, predictions.Rows.Single(row => row.Name == job.Name).Metrics.Single(metric => metric.Name == SweepMeasures.AccuracyMetric).Value)));
        }

        return chart.Add("log-probability, others", PaperNumbers.LogProbability.Where(point => sizes.Weights.Contains(point.Key)).Select(point => (point.Key, point.Value)), dashed: true);
    }

    private static PageImage Prototype(Dataset test, ConceptExplanations shown, int row, int concept) => new(
        Digit(test, row, SmallCell),
        FormattableString.Invariant($"{shown.Concepts(row)[concept]:0.0}"),
        FormattableString.Invariant($"A {test.Labels.Span[row]}, with {shown.Concepts(row)[concept]:0.0} of concept {concept + 1}."));

    private static void Add(HtmlPage page, Dataset test, ConceptExplanations shown, int row, int label)
    {
        var explanation = shown[row];
        var concepts = Enumerable.Range(0, shown.ConceptCount).ToList();
        double[] relevances = [.. concepts.Select(concept => (double)explanation.Relevance(concept))];
        double[] contributions = [.. concepts.Select(concept => (double)explanation.Contribution(concept))];
        var strongest = concepts.MaxBy(concept => contributions[concept]);
        var said = explanation.Prediction.Class;
        var without = explanation.Remove(strongest).Class;
        page.Figures(
            $"A {label}",
            new PageImage(
                Digit(test, row, Cell),
                $"says {said} ({(said == label ? "right" : "wrong")}); without concept {strongest + 1} {(without == said ? "still" : "it would say")} {without}",
                $"A handwritten {label}."),
            Bars("relevances", relevances),
            Bars("contributions", contributions));
    }

    private static PageBars Bars(string name, double[] values) => new(
        [.. values.Select((value, concept) => ($"concept {concept + 1}", value))],
        name,
        $"The {name} of each concept: {string.Join(", ", values.Select(PageBars.Signed))}.");

    private static Image Digit(Dataset test, int row, int cell) => Image.FromValues(DigitSets.Pixels(test.Features.Row(row)), DigitSets.Side, DigitSets.Side).Upscale(cell);
}
