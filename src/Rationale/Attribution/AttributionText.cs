using System.Globalization;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>Attributions as text: a heading, the largest scores, and what the others come to.</summary>
internal static class AttributionText
{
    private const int MaxFeatures = 10;
    private const int MaxPixels = 5;
    private const int MaxRawFeatures = 40;

    public static string Format(Attribution attribution, ScoreLabels labels)
    {
        if (labels.IsPerUnit)
        {
            return PerUnit(attribution, labels);
        }

        double[] values = [.. attribution.Values];
        var (sum, magnitude) = (values.Sum(), values.Sum(Math.Abs));
        var top = attribution.Top(labels.IsImage ? MaxPixels : MaxFeatures);
        var signed = TextTable.Signed(Math.Max(Math.Abs(top[0].Value), Math.Abs(sum)));
        var raw = labels is { Raw: { Divides: true } found, Groups: null } ? found : null;
        var table = new TextTable([labels.Groups is null || labels.IsOriginal ? "feature" : "group", "attribution", "share", .. raw is null ? Array.Empty<string>() : ["per raw unit"]]);
        foreach (var score in top)
        {
            table.Add([score.Name, signed(score.Value), Share(Math.Abs(score.Value)), .. raw is null ? Array.Empty<string>() : [PerUnit(raw, score)]]);
        }

        if (top.Count < values.Length)
        {
            var (shown, size) = (top.Sum(score => (double)score.Value), top.Sum(score => Math.Abs((double)score.Value)));
            table.Add(values.Length - top.Count == 1 ? "1 other" : $"{values.Length - top.Count} others", signed(sum - shown), Share(Math.Max(0, magnitude - size)));
        }

        table.Add("sum", signed(sum));
        return $"{attribution.Method}, {attribution.TargetName}{Said(attribution.Prediction, labels)}\n{Input(attribution.InputName, attribution.InputNames)}{(labels.IsImage ? Concentration(values, magnitude, labels) : "")}{table}";

        string Share(double size) => TextTable.Percent(magnitude > 0 ? size / magnitude : 0);
    }

    /// <summary>Derivatives by raw features have units of their own: they are neither ranked nor added, and stand in the order of the features.</summary>
    private static string PerUnit(Attribution attribution, ScoreLabels labels)
    {
        var table = new TextTable(["feature", "per raw unit"]);
        for (var i = 0; i < Math.Min(MaxRawFeatures, attribution.Values.Length); i++)
        {
            table.Add(labels[i], Digits(attribution.Values[i]));
        }

        if (attribution.Values.Length > MaxRawFeatures)
        {
            table.Add($"{attribution.Values.Length - MaxRawFeatures} others", "");
        }

        return $"{attribution.Method}, {attribution.TargetName}{Said(attribution.Prediction, labels)}\n{Input(attribution.InputName, attribution.InputNames)}{table}";
    }

    /// <summary>A line that says which of several inputs the scores below belong to; nothing where there is one.</summary>
    public static string Input(string name, IReadOnlyList<string> names) =>
        names.Count < 2 ? "" : $"to the input '{name}'; ForInput gives {string.Join(" and ", names.Where(other => other != name).Select(other => $"'{other}'"))}\n";

    /// <summary>Units differ, so that each number has its own digits.</summary>
    private static string Digits(double value) => string.Create(CultureInfo.InvariantCulture, $"{(value > 0 ? "+" : "")}{value:G4}");

    private static string PerUnit(RawFeatures raw, FeatureScore score)
    {
        var divided = raw.Divide(score.Index, score.Value);
        return double.IsNaN(raw.Divisors[score.Index]) ? "" : Digits(divided);
    }

    private static string Said(Prediction? prediction, ScoreLabels labels)
    {
        if (prediction is null)
        {
            return "";
        }

        var index = prediction.Class;
        return index < 0
            ? $"; predicted {string.Join(", ", prediction.Outputs.Select(output => output.ToString("G4", CultureInfo.InvariantCulture)))}"
            : string.Create(CultureInfo.InvariantCulture, $"; predicted {labels.Class(index)} with p = {prediction.Probabilities[index]:0.000}");
    }

    /// <summary>Of an image single pixels say little; on how many of them the attribution lies says more.</summary>
    private static string Concentration(double[] values, double magnitude, ScoreLabels labels)
    {
        var (needed, reached) = (0, 0.0);
        foreach (var size in values.Select(Math.Abs).OrderDescending().TakeWhile(_ => reached < magnitude / 2))
        {
            (needed, reached) = (needed + 1, reached + size);
        }

        return $"half of the magnitude lies on {needed} of {values.Length} values of an image [{string.Join(", ", labels.InputShape)}]\n";
    }
}
