using System.Globalization;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Samples.DecoyDigits;

/// <summary>The page that shows what the networks looked at: digit, decoy, explanation before and after.</summary>
public static class DecoyPage
{
    private const int Cell = 6;

    /// <summary>Builds the page.</summary>
    /// <param name="results">The accuracies, beside the paper's.</param>
    /// <param name="examples">Test images with both explanations.</param>
    /// <param name="losses">How the losses fell.</param>
    /// <param name="size">How much was learned from, in words.</param>
    public static HtmlPage Build(ResultTable results, IEnumerable<Example> examples, LineChart losses, string size)
    {
        var page = new HtmlPage(
            "Right for the right reasons",
            "Both networks learned digits that carry a gray block in a corner. While they learned, the shade of the block gave the label away; in the test it is random. "
                + "The second network was told that the block should not matter.")
            .Heading("Accuracy")
            .Paragraph(size)
            .Table(results)
            .Paragraph("Changed by the decoy: the part of test digits whose prediction changes when nothing but the shade of the block does.")
            .Heading("What the networks look at")
            .Paragraph("The first test image of each digit. Red pixels raise the probability of the predicted class, blue ones lower it, white ones do nothing. Each map has its own scale.");
        foreach (var example in examples)
            Add(page, example);
        return page.Heading("While they learned").Chart(losses, "Each loss term, per epoch: the mean over its steps.");
    }

    /// <summary>How the losses of both trainings fell.</summary>
    /// <param name="before">The training of the unconstrained network.</param>
    /// <param name="after">The training of the constrained network.</param>
    public static LineChart Losses(TrainingResult before, TrainingResult after)
    {
        return new LineChart("Losses by epoch", "epoch", "loss of a batch", logarithmicY: true)
            .Add("constrained: task", Term(after, TaskLoss.Key))
            .Add("unconstrained: task", Term(before, TaskLoss.Key))
            .Add("constrained: explanation", Term(after, ExplanationPenalty.Key), dashed: true);

        static IEnumerable<(double Epoch, double Loss)> Term(TrainingResult training, string term) =>
            training.History.Select(record => ((double)record.Epoch, record.Losses[term]));
    }

    private static void Add(HtmlPage page, Example example) => page.Images(
        $"A {example.Label}",
        new PageImage(Gray(example.Digit), "the digit", $"A handwritten {example.Label}."),
        new PageImage(Gray(example.Decoy), "with its decoy", $"The same {example.Label} with a gray block in the {Corner(example)} corner."),
        Explained(example, example.Before, "unconstrained"),
        Explained(example, example.After, "constrained"));

    private static PageImage Explained(Example example, Explanation explanation, string network)
    {
        var verdict = explanation.Prediction == example.Label ? "right" : "wrong";
        var share = DecoyReading.ShareOnBlock(explanation.Attribution, example.Mask);
        return new PageImage(
            HeatMap.Draw(explanation.Attribution, DecoyMnist.Side, DecoyMnist.Side, cell: Cell),
            FormattableString.Invariant($"{network}: says {explanation.Prediction} ({verdict}), {Percent(share)} on the block"),
            FormattableString.Invariant($"Explanation of the {network} network, which says {explanation.Prediction}: {Percent(share)} of the attribution lies on the block."));
    }

    /// <summary>A number and its sign stay on one line.</summary>
    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture).Replace(' ', '\u00A0');

    private static string Corner(Example example)
    {
        var first = Array.FindIndex(example.Mask, value => value > 0);
        var vertical = first / DecoyMnist.Side < DecoyMnist.Side / 2 ? "top" : "bottom";
        return first % DecoyMnist.Side < DecoyMnist.Side / 2 ? $"{vertical} left" : $"{vertical} right";
    }

    private static Image Gray(float[] pixels) => Image.FromValues(pixels, DecoyMnist.Side, DecoyMnist.Side).Upscale(Cell);

    /// <summary>One test image.</summary>
    /// <param name="Label">What it shows.</param>
    /// <param name="Digit">784 pixels, 0..255, without the block.</param>
    /// <param name="Decoy">The same with the block.</param>
    /// <param name="Mask">784 numbers: 1 on the block.</param>
    /// <param name="Before">The unconstrained network.</param>
    /// <param name="After">The constrained network.</param>
    public sealed record Example(int Label, float[] Digit, float[] Decoy, float[] Mask, Explanation Before, Explanation After);

    /// <summary>What a network says about an image, and why.</summary>
    /// <param name="Prediction">The predicted class.</param>
    /// <param name="Attribution">784 gradients of the predicted class's probability.</param>
    public sealed record Explanation(int Prediction, float[] Attribution);
}
