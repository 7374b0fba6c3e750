using System.Globalization;
using Rationale.Counterfactuals;
using Rationale.Metrics;

namespace Rationale.Samples.Discs;

/// <summary>The page: scores, curves, and for some pairs the images, the map, the best mask and the hybrid.</summary>
public sealed class PairPage
{
    private const int Cell = 5;
    private const int PairsShown = 4;
    private const float White = 255;
    private static readonly string[] Drawn = ["D-IG", "D-InGrad", "D-DeepLIFT", "S-IG", "random"];

    private readonly ValueRange _range;

    private PairPage(HtmlPage page, ValueRange range) => (Page, _range) = (page, range);

    /// <summary>The page so far.</summary>
    public HtmlPage Page { get; }

    /// <summary>Begins the page.</summary>
    /// <param name="sizes">On how much.</param>
    /// <param name="range">The values that pixels have.</param>
    public static PairPage Begin(string sizes, ValueRange range) => new(
        new HtmlPage(
            "Which pixels make this A rather than B?",
            "An image of class A is changed until a classifier sees class B. A map says which of the changed pixels decide. The DAC score measures the map: the pixels above a threshold are copied back, "
                + "and what the classifier then says more about A is drawn over how much was copied.")
            .Paragraph($"{sizes}. Masks are closed, not blurred, unless it is said: here the shapes are hardly larger than the blur, whose soft edges leave ghosts of what should be gone."),
        range);

    /// <summary>Adds what one source of counterfactuals gave.</summary>
    /// <param name="title">What it is.</param>
    /// <param name="filtered">What the filter found.</param>
    /// <param name="scores">The scores.</param>
    public PairPage Add(string title, FilteredPairs filtered, MethodScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        Page.Heading(title).Paragraph($"{filtered}");
        Page.Table(["", "DAC score", "95 % interval", "best mask", "gain", "DAC score, blurred"], scores.Methods.Select(Row));
        var chart = new LineChart($"{title}: gain over the share of the image that was copied", "share of the image", "gain");
        foreach (var method in scores.Methods.Where(method => Drawn.Contains(method.Name)))
        {
            chart.Add(method.Name, DacScore.CurveSizes.Zip(method.Sharp.MeanCurve).Where((_, point) => point % 5 == 0));
        }

        Page.Chart(chart, "Mean over all pairs that were kept.");
        for (var pair = 0; pair < Math.Min(PairsShown, scores.Pairs.Count); pair++)
        {
            AddPair(scores, pair);
        }

        return this;
    }

    private static IReadOnlyList<string> Row(MethodScores.Scored method)
    {
        var (interval, best) = (method.Sharp.Interval(), method.Sharp.MeanOptimalMask());
        return [method.Name, Number(method.Sharp.Mean), $"{Number(interval.Lower)} to {Number(interval.Upper)}", Number(best.Size), Number(best.Gain), Number(method.Blurred.Mean)];
    }

    private void AddPair(MethodScores scores, int pair)
    {
        var (real, counterfactual) = (scores.Pairs.Real.Row(pair), scores.Pairs.Counterfactual.Row(pair));
        var (from, to) = (scores.Pairs.From.Span[pair], scores.Pairs.To.Span[pair]);
        var figures = new List<PageFigure>
        {
            new PageImage(Gray(real, _range), $"Class {from}, p = {Number(scores.Model.Predict(real).Probabilities[from])}", $"The real image, of class {from}."),
            new PageImage(Gray(counterfactual, _range), $"Counterfactual of class {to}, p = {Number(scores.Model.Predict(counterfactual).Probabilities[to])}", $"The same image changed to class {to}."),
        };
        foreach (var method in scores.Methods.Where(method => method.Name is "D-IG" or "S-IG"))
        {
            var best = method.Sharp.OptimalMask(pair);
            IReadOnlyList<int> shape = [.. scores.Model.Specification.InputShape];
            var mask = AttributionMask.Create(method.Maps.Row(pair), shape, best.Threshold, MethodScores.Masks);
            figures.Add(new PageMap(HeatMap.Draw(method.Maps.Row(pair), shape[1], shape[0], cell: Cell), method.Name, $"A heat map: the scores of {method.Name}."));
            figures.Add(new PageImage(Gray(mask.Weights(), ValueRange.ZeroToOne), $"Best mask: {Number(best.Size)} of the image", $"The best mask of {method.Name}, white where the real image is copied."));
            figures.Add(new PageImage(Gray(mask.Mix(real, counterfactual), _range), $"Hybrid, gain {Number(best.Gain)}", $"The counterfactual with the pixels of the mask copied from the real image."));
        }

        Page.Figures($"Pair {pair + 1}", figures);
    }

    private static Image Gray(float[] values, ValueRange range)
    {
        var side = (int)Math.Sqrt(values.Length);
        return Image.FromValues([.. values.Select(value => (value - range.Minimum) / (range.Maximum - range.Minimum) * White)], side, side).Upscale(Cell);
    }

    private static string Number(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
