using System.Globalization;
using System.Net;
using System.Text;
using Rationale.Attribution;
using Rationale.Counterfactuals;
using Rationale.Data;
using Rationale.Models;
using Rationale.Storage;

namespace Rationale;

/// <summary>A page about a model for people who do not program.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelReport
{
    private const int MaxFeatures = 20;
    private const string Style = "body{margin:0 auto;max-width:60rem;padding:1rem;font:16px/1.5 system-ui,sans-serif;color:#1c2024;background:#fcfcfd}pre{overflow-x:auto;background:#f2f2f5;border-radius:8px;padding:.8rem}svg{width:100%;height:auto}.soft{color:#60646c}@media(prefers-color-scheme:dark){body{color:#edeef0;background:#111113}pre{background:#19191b}.soft{color:#b0b4ba}}";

    /// <summary>
    /// Saves a page of HTML, one file that any browser opens: how well the model does on test data, what it looks at over all of them and in some examples, and what it is made of. Whole or not at all.
    /// </summary>
    /// <param name="model">A trained model.</param>
    /// <param name="path">Where the page is written; missing folders are created.</param>
    /// <param name="test">Labeled examples that the model has not been trained on.</param>
    /// <param name="method">How it is explained; null for integrated gradients.</param>
    /// <param name="options">Target, seed and memory of the explanations; null for the defaults.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work; then nothing is written.</param>
    /// <exception cref="ArgumentException">The data, the method or the target do not fit the model.</exception>
    /// <exception cref="IOException">The page cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static void SaveReport(
        this IModel model,
        string path,
        Dataset test,
        AttributionMethod? method = null,
        AttributionOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(test);
        method ??= new IntegratedGradients();
        var evaluation = model.Evaluate(test, Share(0, 0.2), cancellationToken);
        var predictions = model.Predict(test, Share(0.2, 0.1), cancellationToken);
        var importance = model.GlobalImportance(test, method, options, Share(0.3, 0.6), cancellationToken);
        var isConverted = method.Unit == ScoreUnit.Contribution && importance.Groups is null;
        var examples = Choose(predictions, test);
        var attributions = model.Attribute(test.Select([.. examples.Select(example => example.Index)]), method, options, Share(0.9, 0.1), cancellationToken);

        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Encode(model.Specification.Name)}</title><style>{Style}</style></head><body>\n");
        page.Append(CultureInfo.InvariantCulture, $"<h1>{Encode(model.Specification.Name)}</h1>\n<p class=\"soft\">Measured on {Encode(test.ToString())}.</p>\n<h2>How good it is</h2>\n{Text(evaluation)}");
        page.Append(evaluation.Confusion is { } confusion ? Text(confusion) : "");
        page.Append(CultureInfo.InvariantCulture, $"<h2>What it looks at</h2>\n<p>How much each feature changes what the model says, on average ({Encode(importance.Method)}). A long bar means that the model uses a feature, not that the feature is the cause of anything.</p>\n");
        AppendBars(page, isConverted ? importance.InOriginalUnits() : importance);
        page.Append("<h2>Some examples</h2>\n");
        for (var i = 0; i < examples.Count; i++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h3>{examples[i].Title}, number {examples[i].Index}{Label(test, examples[i].Index)}</h3>\n{Text(isConverted ? attributions[i].InOriginalUnits() : attributions[i])}");
        }

        page.Append(CultureInfo.InvariantCulture, $"<h2>What it is made of</h2>\n{Text(model.Summary())}</body></html>\n");
        cancellationToken.ThrowIfCancellationRequested();
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString())));
        progress?.Report(1);

        ShareProgress? Share(double start, double length) => progress is null ? null : new ShareProgress(progress, start, length);
    }

    /// <summary>Of a classifier the examples that it is surest and least sure of, and the surest of those that it gets wrong; of a regressor the first three.</summary>
    private static List<(string Title, int Index)> Choose(Predictions predictions, Dataset test)
    {
        if (test.Labels.IsEmpty)
        {
            return [.. Enumerable.Range(0, Math.Min(3, test.Count)).Select(index => ("Example", index))];
        }

        float[] sureness = [.. Enumerable.Range(0, test.Count).Select(index => predictions[index].Probabilities.Max())];
        var wrong = Enumerable.Range(0, test.Count).Where(index => !IsRight(predictions, test, index)).ToArray();
        List<(string, int)> chosen = [("The surest", Enumerable.Range(0, test.Count).MaxBy(index => sureness[index])), ("The least sure", Enumerable.Range(0, test.Count).MinBy(index => sureness[index]))];
        return wrong.Length == 0 ? chosen : [.. chosen, ("The surest that is wrong", wrong.MaxBy(index => sureness[index]))];
    }

    /// <summary>Classes are compared by their names; where model or data have none, by their places.</summary>
    private static bool IsRight(Predictions predictions, Dataset test, int index) => (predictions.ClassNames, test.ClassNames) is ({ } known, { } named)
        ? known[predictions.ClassOf(index)] == named[test.Labels.Span[index]]
        : predictions.ClassOf(index) == test.Labels.Span[index];

    private static string Label(Dataset test, int index) => test.Labels.IsEmpty ? "" : $", which is {Encode(ClassName(test.ClassNames, test.Labels.Span[index]))}";

    private static string ClassName(IReadOnlyList<string>? names, int index) => names?[index] ?? string.Create(CultureInfo.InvariantCulture, $"class {index}");

    private static void AppendBars(StringBuilder page, GlobalImportance importance)
    {
        var top = importance.Top(MaxFeatures);
        var (largest, total) = (top[0].Mean > 0 ? top[0].Mean : 1, importance.Means.ToArray().Sum());
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 640 {(24 * top.Count) + 8}\" font-family=\"system-ui,sans-serif\" font-size=\"13\" fill=\"currentColor\" role=\"img\" aria-label=\"importance of features\">\n");
        foreach (var (row, feature) in top.Index())
        {
            var width = double.IsFinite(feature.Mean) ? 320 * feature.Mean / largest : 0;
            var share = total > 0 ? $" {TextTable.Percent(feature.Mean / total)}" : "";
            page.Append(CultureInfo.InvariantCulture, $"<text x=\"210\" y=\"{20 + (24 * row)}\" text-anchor=\"end\">{Encode(Excerpt.Shorten(feature.Name))}</text><rect x=\"220\" y=\"{7 + (24 * row)}\" width=\"{width:0.0}\" height=\"17\" fill=\"#3b7dd8\"/><text x=\"{226 + width:0.0}\" y=\"{20 + (24 * row)}\">{share}</text>\n");
        }

        page.Append("</svg>\n");
        if (top.Count < importance.Count)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{importance.Count - top.Count} other features are not shown.</p>\n");
        }
    }

    private static string Text(object value) => $"<pre>{Encode(value.ToString()!.TrimEnd())}</pre>\n";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
