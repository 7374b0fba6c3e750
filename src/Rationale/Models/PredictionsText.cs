using System.Globalization;
using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Models;

/// <summary>Predictions as text: how many examples are of each class, and the first of them.</summary>
internal static class PredictionsText
{
    private const int MaxExamples = 10;
    private const int MaxClasses = 10;

    public static string Write(Predictions predictions, ModelTask task)
    {
        var table = task is ClassifierTask ? new TextTable("example", "class", "p") : new TextTable(["example", .. Enumerable.Range(0, task.Outputs).Take(MaxClasses).Select(output => string.Create(CultureInfo.InvariantCulture, $"output {output}"))]);
        var shown = Math.Min(MaxExamples, predictions.Count);
        for (var example = 0; example < shown; example++)
        {
            var prediction = predictions[example];
            string[] cells = task is ClassifierTask
                ? [prediction.ClassName ?? $"class {Number(prediction.Class)}", prediction.Probabilities[prediction.Class].ToString("0.000", CultureInfo.InvariantCulture)]
                : [.. prediction.Outputs.Take(MaxClasses).Select(output => output.ToString("G6", CultureInfo.InvariantCulture))];
            table.Add([Number(example), .. cells]);
        }

        return $"{FigureText.Count(predictions.Count, "prediction")}{(task is ClassifierTask ? $": {Counts(predictions)}" : "")}\n{table}{(shown < predictions.Count ? $"{Number(predictions.Count - shown)} others\n" : "")}";
    }

    /// <summary>The classes that occur with their examples, the most frequent first.</summary>
    private static string Counts(Predictions predictions)
    {
        (int Class, int Count)[] counts = [.. Enumerable.Range(0, predictions.Count).CountBy(predictions.ClassOf).Select(count => (count.Key, count.Value)).OrderByDescending(count => count.Value).ThenBy(count => count.Key)];
        var shown = string.Join(", ", counts.Take(MaxClasses).Select(count => $"{predictions.ClassNames?[count.Class] ?? $"class {Number(count.Class)}"} {Number(count.Count)}"));
        return counts.Length <= MaxClasses ? shown : $"{shown}, {Number(counts.Length - MaxClasses)} other classes {Number(counts.Skip(MaxClasses).Sum(count => count.Count))}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
