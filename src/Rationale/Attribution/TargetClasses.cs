using Rationale.Data;
using Rationale.Models;

namespace Rationale.Attribution;

/// <summary>Settles which class of each example is explained; −1 stands for the sum over all of them.</summary>
internal static class TargetClasses
{
    private const int ExamplesAtOnce = 4096;

    public static int[] Resolve(ScoreFunction function, Dataset data, AttributionOptions options, Predictions? predictions, CancellationToken cancellationToken)
    {
        var classes = new int[data.Count];
        if (options.Target.Index is { } index)
        {
            Array.Fill(classes, index);
        }
        else if (options.Target.Class == TargetClass.All)
        {
            // Of a single output, that output is the sum.
            Array.Fill(classes, function.Classes == 1 ? 0 : -1);
        }
        else if (options.Target.Class == TargetClass.Labeled)
        {
            Labeled(function, data).CopyTo(classes);
        }
        else if (predictions is not null)
        {
            for (var example = 0; function.IsClassifier && example < classes.Length; example++)
            {
                classes[example] = predictions.ClassOf(example);
            }
        }
        else
        {
            for (var first = 0; first < classes.Length; first += ExamplesAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var start = first;
                var examples = Math.Min(ExamplesAtOnce, classes.Length - first);
                function.Predict(new ScoreBatch(examples, data.Features.Width, (example, values) => data.Features.CopyRows(start + example, 1, values), _ => 0), classes.AsSpan(first, examples));
            }
        }

        return classes;
    }

    private static ReadOnlySpan<int> Labeled(ScoreFunction function, Dataset data)
    {
        var labels = data.Labels.Span;
        if (labels.Length != data.Count)
        {
            throw new ArgumentException("The labeled class was to be explained, but the data have no labels; explain the predicted class, or use Dataset.ForClassification.");
        }

        for (var example = 0; example < labels.Length; example++)
        {
            if (labels[example] >= function.Classes)
            {
                throw new ArgumentException($"Example {example} has the label {labels[example]}{DatasetNames.After(data.ClassNames, labels[example])}, but '{function.Name}' knows the classes 0 to {function.Classes - 1}{LabelAdvice.ForTarget(data, function.Classes)}.");
            }
        }

        return labels;
    }
}
