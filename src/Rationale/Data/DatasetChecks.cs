using System.Buffers;
using System.Numerics.Tensors;
using Rationale.Models;

namespace Rationale.Data;

/// <summary>What every dataset has been checked for, each failure as one sentence.</summary>
internal static class DatasetChecks
{
    private const int BlockValues = 16384;

    /// <summary>Whether there are examples, all of finite numbers, or raw ones.</summary>
    /// <param name="features">[examples × features].</param>
    /// <param name="names">Their names; null for those that the features bring.</param>
    /// <param name="model">The name of the model that takes them; null where none does.</param>
    public static void Features(FeatureMatrix features, IReadOnlyList<string>? names = null, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Count == 0)
        {
            throw new ArgumentException("The features have 0 examples, but a dataset needs at least 1.");
        }

        // What is missing in raw data is filled before a model sees it.
        if (features.Schema is not { MayMiss: true })
        {
            Finite(features, "feature", names: names ?? features.ColumnNames, model: model);
        }
    }

    public static void SameCount(FeatureMatrix features, FeatureMatrix other, string name)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count != features.Count)
        {
            throw new ArgumentException($"The {name} have {other.Count} examples, but the features have {features.Count}; both must have the same number.");
        }
    }

    public static void AnnotationMask(FeatureMatrix features, FeatureMatrix mask, string of = "features")
    {
        SameCount(features, mask, "annotation masks");
        if (mask.Width != features.Width)
        {
            throw new ArgumentException($"The annotation mask is {mask.Width} values wide, but the {of} are {features.Width}; a mask has one value per feature.");
        }

        Finite(mask, "annotation");
        if (Find(mask, values => TensorPrimitives.Min(values) >= 0 ? -1 : values.IndexOfAnyInRange(float.NegativeInfinity, -float.Epsilon)) is var (row, index, value))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Annotation {index} of example {row} is {value}; a mask is 1 at an input that should not matter and 0 elsewhere, and what lies between counts in part, but nothing counts less than 0."));
        }
    }

    public static void ExampleWeights(int examples, ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty)
        {
            return;
        }

        if (weights.Length != examples)
        {
            throw new ArgumentException($"{weights.Length} weights were given for {examples} examples; there must be one weight per example.");
        }

        for (var row = 0; row < weights.Length; row++)
        {
            if (!(weights[row] >= 0) || float.IsInfinity(weights[row]))
            {
                throw new ArgumentException(FormattableString.Invariant($"The weight of example {row} is {weights[row]}, but weights of examples are finite numbers of 0 or more."));
            }
        }

        if (!weights.ContainsAnyExcept(0f))
        {
            throw new ArgumentException($"All {examples} weights of the examples are 0, so nothing could be learned; give at least one example a weight above 0.");
        }
    }

    public static int Labels(int examples, ReadOnlySpan<int> labels, int classes)
    {
        if (classes < 0)
        {
            throw new ArgumentException($"The number of classes is {classes}, but it must be at least 1 (or 0 to take the highest label plus 1).");
        }

        if (labels.Length != examples)
        {
            throw new ArgumentException($"{labels.Length} labels were given for {examples} examples of features; there must be one label per example.");
        }

        var highest = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0 || (classes > 0 && labels[row] >= classes))
            {
                throw new ArgumentException($"The label of example {row} is {labels[row]}; labels run from 0 to {(classes > 0 ? $"{classes - 1}" : "the number of classes - 1")}{LabelAdvice.ForData(labels, classes)}.");
            }

            highest = Math.Max(highest, labels[row]);
        }

        // Above this, a label is far likelier to be an identifier than a class.
        if (classes == 0 && highest >= 1 << 20)
        {
            throw new ArgumentException($"The highest label is {highest}; give the number of classes explicitly if there are really {highest + 1L}.");
        }

        return classes > 0 ? classes : highest + 1;
    }

    public static void Names(IReadOnlyList<string>? names, int count, string of)
    {
        if (names is not null && names.Count != count)
        {
            throw new ArgumentException($"{names.Count} {of} names were given, but the dataset has {count}; there must be one name each.");
        }
    }

    /// <summary>Whether all values are finite.</summary>
    /// <param name="column">[examples × values].</param>
    /// <param name="name">What a value is, in lower case.</param>
    /// <param name="of">What it belongs to besides its example.</param>
    /// <param name="names">Names of the values of an example.</param>
    /// <param name="model">The name of the model that takes them; null where none does.</param>
    public static void Finite(FeatureMatrix column, string name, string of = "", IReadOnlyList<string>? names = null, string? model = null)
    {
        if (column.IsAlwaysFinite)
        {
            return;
        }

        if (Find(column, values => TensorPrimitives.IsFiniteAll(values) ? -1 : FirstNotFinite(values)) is var (row, index, value))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{char.ToUpperInvariant(name[0])}{name[1..]} {index}{DatasetNames.After(names, index)}{of} of example {row} is {value}, but {(model is null ? $"every {name} must be a finite number" : $"'{model}' takes finite numbers")}; {Fix(name, value)}."));
        }
    }

    private static string Fix(string name, float value) => name == "feature" && float.IsNaN(value)
        ? "leave the example out, or fill what is missing, with FeatureMatrix.FromColumns and a Preprocessing (Impute)"
        : "correct it, or leave the example out";

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        var at = 0;
        while (float.IsFinite(values[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The first value that a search finds; null where it finds none.</summary>
    private static (int Row, int Index, float Value)? Find(FeatureMatrix column, Func<ReadOnlySpan<float>, int> search)
    {
        var rowsPerBlock = Math.Clamp(BlockValues / column.Width, 1, Math.Max(1, column.Count));
        var block = ArrayPool<float>.Shared.Rent(rowsPerBlock * column.Width);
        try
        {
            for (var first = 0; first < column.Count; first += rowsPerBlock)
            {
                var rows = Math.Min(rowsPerBlock, column.Count - first);
                var values = block.AsSpan(0, rows * column.Width);
                column.CopyRows(first, rows, values);
                var at = search(values);
                if (at >= 0)
                {
                    return (first + (at / column.Width), at % column.Width, values[at]);
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(block);
        }
    }
}
