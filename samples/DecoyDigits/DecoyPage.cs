using System.Globalization;
using Rationale.Graph.Objectives;
using Rationale.Training;

namespace Rationale.Samples.DecoyDigits;

/// <summary>The page that shows what the networks looked at: a digit with its decoy, the same digit with another shade, and where both predictions come from.</summary>
public static class DecoyPage
{
    private const int Cell = 6;

    /// <summary>Ten answers stay on one line.</summary>
    private const char NarrowSpace = '\u202F';

    private static readonly string ChanceText = Percent(DecoyReading.Chance);

    /// <summary>Builds the page.</summary>
    /// <param name="results">The accuracies, beside the paper's.</param>
    /// <param name="examples">Test images with both explanations.</param>
    /// <param name="losses">How the losses fell.</param>
    /// <param name="size">How much was learned from, in words.</param>
    public static HtmlPage Build(ResultTable results, IEnumerable<Example> examples, LineChart losses, string size)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var page = new HtmlPage(
            "Right for the right reasons",
            "Both networks learned digits that carry a gray block in a corner. While they learned, the shade of the block gave the label away; in the test it is random. "
                + "The second network was told that the block should not matter.")
            .Heading("Accuracy")
            .Paragraph(size)
            .Table(results)
            .Paragraph("Changed by decoy: the part of test digits whose prediction changes when nothing but the shade of the block does. "
                + $"On block: what the block adds to the prediction or takes from it, as a part of what all patches of its size do; it is one of {DecoyReading.Patches.Count} patches, so that chance is {ChanceText}.")
            .Heading("What the networks look at")
            .Paragraph("The first test image of each digit, and the same image with the block in the next shade that changes what the unconstrained network says. Ten shades stand for the ten digits while networks learn. "
                + "The maps share out among the pixels what has made the log-probability of the prediction what it is, beside the average test image with a block of another, random shade (integrated gradients): "
                + "red pixels speak for the prediction, blue ones against it. Each map has its own scale.");
        foreach (var example in examples)
        {
            Add(page, example);
        }

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

    private static void Add(HtmlPage page, Example example)
    {
        var (own, other) = (example.Shade, example.OtherShade);
        page.Figures(
            $"A {example.Label}",
            new PageImage(
                Gray(example.Decoy),
                $"The block has the shade of a {own}: unconstrained says {example.Before.ByShade[own]}, constrained {example.After.ByShade[own]}",
                $"A handwritten {example.Label} with a gray block in the {Corner(example)} corner."),
            new PageImage(
                Gray(Shaded(example, other)),
                $"With the shade of a {other}: unconstrained says {example.Before.ByShade[other]}, constrained {example.After.ByShade[other]}",
                $"The same {example.Label} with a block of another shade."),
            Explained(example, example.Before, "unconstrained"),
            Explained(example, example.After, "constrained"));
    }

    private static PageMap Explained(Example example, Explanation explanation, string network)
    {
        var verdict = explanation.Prediction == example.Label ? "right" : "wrong";
        var share = Percent(DecoyReading.ShareOnBlock(explanation.Attribution, example.Mask));
        return new PageMap(
            HeatMap.Draw(explanation.Attribution, DecoyMnist.Side, DecoyMnist.Side, cell: Cell),
            $"{network}: says {explanation.Prediction} ({verdict}), {share} on the block (chance {ChanceText}). With the shades of 0 to 9 it says {string.Join(NarrowSpace, explanation.ByShade)}",
            $"Explanation of the {network} network, which says {explanation.Prediction}: {share} of the attribution lies on the block.");
    }

    /// <summary>A number and its sign stay on one line.</summary>
    private static string Percent(double share) => share.ToString(share is > 0 and < 0.1 ? "P1" : "P0", CultureInfo.InvariantCulture).Replace(' ', '\u00A0');

    private static string Corner(Example example)
    {
        var first = example.FirstOfBlock;
        var vertical = first / DecoyMnist.Side < DecoyMnist.Side / 2 ? "top" : "bottom";
        return first % DecoyMnist.Side < DecoyMnist.Side / 2 ? $"{vertical} left" : $"{vertical} right";
    }

    private static float[] Shaded(Example example, int step) => [.. example.Decoy.Zip(example.Mask, (pixel, mask) => mask > 0 ? DecoyMnist.Shade(step) : pixel)];

    private static Image Gray(float[] pixels) => Image.FromValues(pixels, DecoyMnist.Side, DecoyMnist.Side).Upscale(Cell);

    /// <summary>A test image and what both networks make of it.</summary>
    /// <param name="Label">What it shows.</param>
    /// <param name="Decoy">784 pixels, 0..255, with the block.</param>
    /// <param name="Mask">784 numbers: 1 on the block.</param>
    /// <param name="Before">The unconstrained network.</param>
    /// <param name="After">The constrained network.</param>
    public sealed record Example(int Label, float[] Decoy, float[] Mask, Explanation Before, Explanation After)
    {
        /// <summary>The digit that the shade of the block stands for while networks learn.</summary>
        public int Shade => Enumerable.Range(0, DecoyMnist.Shades).First(step => DecoyMnist.Shade(step) == Decoy[FirstOfBlock]);

        /// <summary>The next shade, counted from that of the image, with which the unconstrained network says something else; the next one, where it always says the same.</summary>
        public int OtherShade
        {
            get
            {
                var own = Shade;
                var others = Enumerable.Range(1, DecoyMnist.Shades - 1).Select(i => (own + i) % DecoyMnist.Shades).ToList();
                return others.Where(step => Before.ByShade[step] != Before.ByShade[own]).Append(others[0]).First();
            }
        }

        internal int FirstOfBlock => Array.FindIndex(Mask, value => value > 0);
    }

    /// <summary>What a network says about an image, and why.</summary>
    /// <param name="Prediction">The predicted class.</param>
    /// <param name="Attribution">784 scores: what each pixel has added to the log-probability of the predicted class.</param>
    /// <param name="ByShade">What it says with each of the ten shades.</param>
    public sealed record Explanation(int Prediction, float[] Attribution, int[] ByShade);
}
