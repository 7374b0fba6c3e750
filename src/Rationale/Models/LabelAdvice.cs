using Rationale.Data;

namespace Rationale.Models;

/// <summary>What to do about a label that a model has no class for.</summary>
internal static class LabelAdvice
{
    private const string CountingFromOne = "; the labels seem to count from 1, but classes count from 0: subtract 1 from each";

    /// <summary>How to train on such data.</summary>
    /// <param name="data">Data with class labels, of which one is the number of classes or more.</param>
    /// <param name="classes">How many classes the model knows.</param>
    public static string ForModel(Dataset data, int classes)
    {
        if (NumericLabels.Describe(data) is { } numbers)
        {
            return $". {numbers}; {NumericLabels.Fix}";
        }

        return CountFromOne(data.Labels.Span, classes)
            ? CountingFromOne
            : $"; count classes from 0, or declare [Classifier({Highest(data.Labels.Span) + 1L})]";
    }

    /// <summary>How to explain such data.</summary>
    /// <param name="data">Data with class labels, of which one is the number of classes or more.</param>
    /// <param name="classes">How many classes are known.</param>
    public static string ForTarget(Dataset data, int classes) => CountFromOne(data.Labels.Span, classes)
        ? CountingFromOne
        : "; give labels of these classes, or explain the predicted class";

    /// <summary>How to make such data; empty where the labels do not tell.</summary>
    /// <param name="labels">Labels, of which one is no class.</param>
    /// <param name="classes">How many classes were given.</param>
    public static string ForData(ReadOnlySpan<int> labels, int classes) => classes > 0 && CountFromOne(labels, classes) ? CountingFromOne : "";

    private static bool CountFromOne(ReadOnlySpan<int> labels, int classes) => !labels.ContainsAnyExceptInRange(1, classes);

    private static int Highest(ReadOnlySpan<int> labels) => System.Numerics.Tensors.TensorPrimitives.Max(labels);
}
