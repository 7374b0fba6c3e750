using System.Globalization;
using Rationale.Training;

namespace Rationale.Data;

/// <summary>What a data set holds, feature by feature, and what to look at before a model learns from it. Made by <see cref="Dataset.Summarize"/>.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class DatasetSummary
{
    private const int MaxFeatures = 50;
    private const double TellsAlmostAll = 0.95;
    private const double FewOfClass = 0.2;
    private readonly string _title;
    private readonly bool _isClassified;

    internal DatasetSummary(Dataset data, IReadOnlyList<FeatureSummary> features, int duplicates)
    {
        (_title, _isClassified, Features, Duplicates) = (data.ToString(), data.Labels.Length > 0, features, duplicates);
        var counts = new int[data.Classes];
        foreach (var label in data.Labels.Span)
        {
            counts[label]++;
        }

        ClassCounts = counts;
        Notes = [.. Look(data)];
    }

    /// <summary>The features in their order.</summary>
    public IReadOnlyList<FeatureSummary> Features { get; }

    /// <summary>Examples of each class; empty where there are none.</summary>
    public IReadOnlyList<int> ClassCounts { get; }

    /// <summary>Examples whose features are all those of an earlier example. Where a split puts one of them into each part, the test has been learned.</summary>
    public int Duplicates { get; }

    /// <summary>What is worth a look, a sentence each; empty where nothing is.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A table of the features, the first 50 of them, and the notes.</summary>
    public override string ToString()
    {
        var table = new TextTable("feature", "missing", "distinct", "mean", "deviation", "minimum", "maximum", _isClassified ? "accuracy alone" : "R² alone");
        foreach (var feature in Features.Take(MaxFeatures))
        {
            table.Add(Excerpt.Shorten(feature.Name), Number(feature.Missing), Number(feature.Distinct), Number(feature.Mean), Number(feature.Deviation), Number(feature.Minimum), Number(feature.Maximum), double.IsNaN(feature.Alone) ? "" : feature.Alone.ToString("0.00", CultureInfo.InvariantCulture));
        }

        var others = Features.Count > MaxFeatures ? $"{Features.Count - MaxFeatures} other features\n" : "";
        return $"{_title}\n{table}{others}{string.Concat(Notes.Select(note => $"- {note}\n"))}";
    }

    private IEnumerable<string> Look(Dataset data)
    {
        foreach (var feature in Features)
        {
            var name = Excerpt.Shorten(feature.Name);
            if (feature.Alone >= TellsAlmostAll)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"'{name}' alone tells the {(_isClassified ? "class" : "target")} ({feature.Alone:0.00}): leave it out, or annotate it (WithAnnotatedFeatures), if it is not known when a prediction is needed.");
            }

            if (feature.Distinct <= 1)
            {
                yield return feature.Distinct == 0 ? $"'{name}' has no value at all: leave it out." : $"'{name}' is the same in all examples that have it: {(feature.Missing == 0 ? "leave it out" : "only whether it is missing tells anything")}.";
            }
            else if (feature.HoldsTexts && data.Count > 20 && feature.Distinct > data.Count / 2)
            {
                yield return $"'{name}' has {feature.Distinct} different texts in {data.Count} examples: leave out what identifies an example, and tokenize sentences.";
            }

            if (feature.Missing > data.Count / 2 && feature.Distinct > 0)
            {
                yield return $"'{name}' is missing in {feature.Missing} of {data.Count} examples.";
            }
        }

        if (Duplicates > 0)
        {
            yield return $"{FigureText.Count(Duplicates, "example")} {(Duplicates == 1 ? "has" : "have")} the features of an earlier one: a split may put the same example into training and test.";
        }

        for (var index = 0; index < ClassCounts.Count; index++)
        {
            if (ClassCounts[index] < FewOfClass * data.Count / ClassCounts.Count)
            {
                yield return $"Class {index}{DatasetNames.After(data.ClassNames, index)} has {ClassCounts[index]} of {data.Count} examples: accuracy says little of it, so look at balanced accuracy, and consider ClassWeights.Balanced.";
            }
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("G5", CultureInfo.InvariantCulture);
}
