using System.Globalization;
using Rationale.Attribution;
using Rationale.Data;

namespace Rationale.Samples.CertifiedFashion;

/// <summary>The page: tables, soft stability, and an image of each class with its explanation and certificate.</summary>
public static class FashionPage
{
    private const int Side = 28;
    private const int Across = Side / FashionSizes.Patch;
    private const int Cell = 6;
    private const double Hidden = 0.25;
    private static readonly FeatureGroups Patches = FeatureGroups.Patches([Side, Side, 1], FashionSizes.Patch, FashionSizes.Patch);

    /// <summary>Builds the page.</summary>
    /// <param name="run">What was measured.</param>
    /// <param name="sizes">On how much.</param>
    public static HtmlPage Build(FashionRun run, FashionSizes sizes)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(sizes);
        var page = new HtmlPage(
            "Explanations with a proof",
            "An image of 7 × 7 patches is classified by votes over q versions of it, each with a share of its patches (keep 1/4: with a quarter). An explanation keeps a quarter of the patches. Where the lead is large enough, it is proved that no change of "
                + "up to r of the other patches can alter the prediction.")
            .Paragraph($"{sizes}. Numbers are per cent; the paper's, in brackets, are those of ViT-B/16 on ImageNet in 64 patches: another network on other images, to be compared in their shape only.")
            .Heading("Accuracy by the share kept")
            .Paragraph("Proved at r: right, and proved to stay so whatever r patches are hidden. The largest radius is 1 / (2 keep): 1 where half of the patches are kept, 4 where an eighth is.")
            .Table(Headers(run.Accuracy), Percents(run.Accuracy))
            .Heading("Explanations")
            .Paragraph("Consistent: the explanation alone gives the prediction of the whole image. Adding, removing r: consistent, and proved to keep the prediction whatever r patches are added to the explanation, or taken from the image outside it.")
            .Table(Headers(run.Explained), Percents(run.Explained))
            .Heading("Proved and true")
            .Paragraph($"Every change of one patch, and of two where a certificate can speak of two, was tried on explanations by {Explainers.Headline}: {run.Certificates:N0} certificates, {run.Broken} broken. Stands: no change that was tried alters the prediction. "
                + "What stands without being proved is how loose certificates are. The paper's numbers are what its search by chance left standing.")
            .Table(Headers(run.Attacked), Percents(run.Attacked))
            .Heading("Soft stability")
            .Paragraph("The share of all ways to add up to r patches that leave the prediction as it is, sampled. The paper's numbers are those of ViT without smoothing, with 49 of 196 patches kept.")
            .Table(Headers(run.Softened), Percents(run.Softened))
            .Chart(SoftTable.Chart(run.Softened), "Mean over images, by what chose the patches. Without smoothing unless a share is named.")
            .Heading("Examples")
            .Paragraph($"The first test image of each class with 1/{1 / FashionRun.ShownKeep:0} of the patches kept, explained by {Explainers.Headline}. Red patches speak for the prediction, blue ones against it. A patch that changes the prediction is framed in red.");
        foreach (var example in run.Examples)
        {
            Add(page, example);
        }

        return page;
    }

    private static IReadOnlyList<string> Headers(ResultTable results) => ["", .. Metrics(results).Select(ResultTable.Words)];

    /// <summary>Shares as per cent: a page is narrower than a console.</summary>
    private static IEnumerable<IReadOnlyList<string>> Percents(ResultTable results) => results.Rows.Select(row => (IReadOnlyList<string>)
        [row.Name.Replace(AttackTable.Suffix, "", StringComparison.Ordinal), .. Metrics(results).Select(name => row.Metrics.FirstOrDefault(metric => metric.Name == name)).Select(Percent)]);

    private static string Percent(ResultRow.Metric? metric) => metric switch
    {
        null => "",
        { Name: AttackTable.BrokenMetric } => $"{metric.Value:0}",
        { Paper: { } paper } => string.Create(CultureInfo.InvariantCulture, $"{100 * metric.Value:0.0} ({100 * paper:0.0})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{100 * metric.Value:0.0}"),
    };

    private static IEnumerable<string> Metrics(ResultTable results) => results.Rows.SelectMany(row => row.Metrics).Select(metric => metric.Name).Distinct();

    private static void Add(HtmlPage page, FashionExample example)
    {
        var certificate = example.Certificate;
        var name = FashionMnist.ClassNames[example.Label];
        var (prediction, alone) = (FashionMnist.ClassNames[certificate.Class], FashionMnist.ClassNames[certificate.Explained.Class]);
        var (adding, removing) = (example.Attacked.Adding, example.Attacked.Removing);
        page.Figures(
            name,
            new PageImage(
                Drawn(example.Pixels, patch => removing.Patches.Contains(patch) ? Hidden : 1, removing.Patches),
                $"Prediction: {prediction}{(certificate.Class == example.Label ? "" : " (wrong)")}, {certificate.Full.Counts[certificate.Class]} of {certificate.Full.Total} votes. {Proved("Hiding", certificate.DecrementalRadius, removing)}",
                $"An image of class {name}."),
            new PageMap(HeatMap.Draw(example.Scores, Across, Across, cell: FashionSizes.Patch * Cell), "What the patches say for the prediction.", "A heat map of seven by seven patches."),
            new PageImage(
                Drawn(example.Pixels, patch => example.Explanation[patch] || adding.Patches.Contains(patch) ? 1 : Hidden, adding.Patches),
                $"The explanation alone: {alone}, {certificate.Explained.Counts[certificate.Explained.Class]} of {certificate.Explained.Total} votes. {Proved("Adding", certificate.IncrementalRadius, adding)}",
                "The image with all but the patches of the explanation dimmed."));
    }

    private static string Proved(string how, int radius, (int? Radius, int[] Patches) found)
    {
        var proved = radius > 0 ? $"{how} {(radius == 1 ? "any one patch" : $"any {radius} patches")} changes nothing: proved." : $"{how}: nothing is proved.";
        return found.Radius switch
        {
            null when radius >= 2 => proved,
            null => $"{proved} No two patches alter it.",
            1 => $"{proved} The framed patch alters it.",
            _ => $"{proved} The two framed patches alter it.",
        };
    }

    /// <summary>The image in color, each patch as bright as it is told, some of them framed.</summary>
    private static Image Drawn(float[] pixels, Func<int, double> light, int[] framed)
    {
        const int wide = Side * Cell;
        const int patchSide = FashionSizes.Patch * Cell;
        var bytes = new byte[3 * wide * wide];
        for (var y = 0; y < wide; y++)
        {
            for (var x = 0; x < wide; x++)
            {
                var pixel = (y / Cell * Side) + (x / Cell);
                var patch = Patches.GroupOf[pixel];
                var edge = x % patchSide < 2 || y % patchSide < 2 || x % patchSide >= patchSide - 2 || y % patchSide >= patchSide - 2;
                var value = (byte)Math.Round(255 * pixels[pixel] * light(patch));
                var at = 3 * ((y * wide) + x);
                (bytes[at], bytes[at + 1], bytes[at + 2]) = edge && framed.Contains(patch) ? ((byte)215, (byte)48, (byte)39) : (value, value, value);
            }
        }

        return new Image(wide, wide, 3, bytes);
    }
}
