using Rationale.Training;

namespace Rationale.Data;

/// <summary>
/// Examples to train, test or predict with: features; class labels, regression targets or neither; and perhaps an annotation mask.
/// Immutable; splits, selections and shuffles share the stored values and copy indices of examples only.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed partial class Dataset
{
    private readonly int[] _labels;

    private Dataset(FeatureMatrix features, int[] labels, int classes, FeatureMatrix? targets, FeatureMatrix? annotationMask,
        IReadOnlyList<string>? featureNames, IReadOnlyList<string>? classNames)
    {
        Features = features;
        _labels = labels;
        Classes = classes;
        Targets = targets;
        AnnotationMask = annotationMask;
        FeatureNames = featureNames;
        ClassNames = classNames;
    }

    /// <summary>Number of examples.</summary>
    public int Count => Features.Count;

    /// <summary>The inputs, [examples × features].</summary>
    public FeatureMatrix Features { get; }

    /// <summary>The preprocessing that made the features; null where they are raw.</summary>
    public Preprocessing? Preprocessing => Features.Preprocessing;

    /// <summary>Whether the examples have labels or targets; those of <see cref="Unlabeled"/> have neither.</summary>
    public bool IsLabeled => Targets is not null || _labels.Length > 0;

    /// <summary>The class of each example, 0 to <see cref="Classes"/> - 1; empty for regression and where nothing is labeled.</summary>
    public ReadOnlyMemory<int> Labels => _labels;

    /// <summary>Number of classes; 0 for regression and where nothing is labeled.</summary>
    public int Classes { get; }

    /// <summary>What a regressor must predict, [examples × outputs]; null for classification and where nothing is labeled.</summary>
    public FeatureMatrix? Targets { get; }

    /// <summary>The annotation mask, [examples × features]; 1 at an input that should not matter. Null where nothing is annotated.</summary>
    public FeatureMatrix? AnnotationMask { get; }

    /// <summary>The weight of each example in the task loss, [examples × 1]; null where examples count alike.</summary>
    public FeatureMatrix? ExampleWeights => Find(Graph.Objectives.ExampleWeights.Input);

    /// <summary>The same data with a weight for each example in the task loss: a sum becomes Σ wᵢ lᵢ, a mean Σ wᵢ lᵢ / Σ wᵢ over the batch. Metrics other than the loss are not weighted.</summary>
    /// <param name="weights">One per example, finite, zero or more and not all zero; they are copied. Empty removes the weights.</param>
    /// <exception cref="ArgumentException">Not one weight per example, a weight that is negative or not finite, or all zero.</exception>
    public Dataset WithExampleWeights(ReadOnlySpan<float> weights)
    {
        DatasetChecks.ExampleWeights(Count, weights);
        return WithInput(Graph.Objectives.ExampleWeights.Input, weights.IsEmpty ? null : FeatureMatrix.FromSpan(weights, 1));
    }

    /// <summary>One name per feature, where they are known.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>One name per class, where they are known.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>A sentence with the number of examples and what they have: <c>100 examples of 4 features, 3 classes, with annotation mask</c>.</summary>
    public override string ToString()
    {
        var labels = Targets is not null ? FigureText.Count(Targets.Width, "target") : IsLabeled ? $"{Classes} class{(Classes == 1 ? "" : "es")}" : "unlabeled";
        var inputs = Inputs.Count == 0 ? "" : $", with {string.Join(", ", InputNames)}";
        return $"{FigureText.Count(Count, "example")} of {FigureText.Count(Features.Width, "feature")}, {labels}{(AnnotationMask is null ? "" : ", with annotation mask")}{inputs}";
    }

    /// <summary>Gathers labels, in the order asked for.</summary>
    /// <param name="examples">Indices of examples.</param>
    /// <param name="destination">Receives one label per example; may be longer.</param>
    /// <exception cref="InvalidOperationException">The data have no labels.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public void CopyLabels(ReadOnlySpan<int> examples, Span<int> destination)
    {
        if (_labels.Length == 0)
        {
            throw new InvalidOperationException(Targets is null
                ? "Labels were asked for, but the examples of this dataset are unlabeled."
                : "Labels were asked for, but this dataset is for regression and has targets.");
        }

        if (destination.Length < examples.Length)
        {
            throw new ArgumentException($"The destination holds {destination.Length} labels, but {examples.Length} examples were asked for.");
        }

        for (var i = 0; i < examples.Length; i++)
        {
            destination[i] = _labels[examples[i]];
        }
    }

    /// <summary>Data for a classifier.</summary>
    /// <param name="features">[examples × features], all finite; or raw data, see <see cref="FeatureMatrix.FromColumns"/>.</param>
    /// <param name="labels">One per example, from 0; they are copied.</param>
    /// <param name="classes">Number of classes; 0 takes the highest label plus 1.</param>
    /// <exception cref="ArgumentException">No examples, unequal sizes, a feature that is not finite, or a label out of range.</exception>
    public static Dataset ForClassification(FeatureMatrix features, ReadOnlySpan<int> labels, int classes = 0)
    {
        DatasetChecks.Features(features);
        classes = DatasetChecks.Labels(features.Count, labels, classes);
        return new Dataset(features, labels.ToArray(), classes, null, null, features.ColumnNames, null);
    }

    /// <summary>Data for a regressor.</summary>
    /// <param name="features">[examples × features], all finite.</param>
    /// <param name="targets">[examples × outputs], all finite.</param>
    /// <exception cref="ArgumentException">No examples, unequal sizes, or a value that is not finite.</exception>
    public static Dataset ForRegression(FeatureMatrix features, FeatureMatrix targets)
    {
        DatasetChecks.Features(features);
        DatasetChecks.SameCount(features, targets, "targets");
        DatasetChecks.Finite(targets, "target");
        return new Dataset(features, [], 0, targets, null, features.ColumnNames, null);
    }

    /// <summary>Examples of which only the features are known: to predict and to explain.</summary>
    /// <param name="features">[examples × features], all finite.</param>
    /// <exception cref="ArgumentException">There are no examples, or a feature is not finite.</exception>
    public static Dataset Unlabeled(FeatureMatrix features)
    {
        DatasetChecks.Features(features);
        return new Dataset(features, [], 0, null, null, features.ColumnNames, null);
    }

    /// <summary>Unlabeled examples for a model, which an error names.</summary>
    internal static Dataset ForModel(FeatureMatrix features, IReadOnlyList<string>? names, string model)
    {
        DatasetChecks.Features(features, names, model);
        return new Dataset(features, [], 0, null, null, features.ColumnNames, null);
    }

    /// <summary>The same examples with an annotation mask.</summary>
    /// <param name="mask">[examples × features]; 1 at an input that should not matter, 0 elsewhere, between them in part; null removes the mask.</param>
    /// <exception cref="ArgumentException">Its size is not that of the features, or a value is negative or not finite.</exception>
    public Dataset WithAnnotationMask(FeatureMatrix? mask)
    {
        if (mask is not null)
        {
            DatasetChecks.AnnotationMask(Features, mask);
        }

        return new Dataset(Features, _labels, Classes, Targets, mask, FeatureNames, ClassNames) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same examples with other features; names and annotation mask stay only if the width stays.</summary>
    /// <param name="features">[examples × features], all finite.</param>
    /// <exception cref="ArgumentException">The number of examples differs, or a value is not finite.</exception>
    public Dataset WithFeatures(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (Preprocessing is not null && features.Preprocessing is null)
        {
            throw new ArgumentException("The features of these data have been preprocessed, but the new ones do not say so, and would be taken for raw ones; say it with FeatureMatrix.AsPreprocessed, or begin with the raw data.", nameof(features));
        }

        var same = features.Width == Features.Width;
        DatasetChecks.Features(features, same ? FeatureNames : null);
        DatasetChecks.SameCount(Features, features, "new features");
        return new Dataset(features, _labels, Classes, Targets, same ? AnnotationMask : null, same ? FeatureNames : null, ClassNames) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same features with other labels.</summary>
    /// <param name="labels">One per example, from 0; they are copied.</param>
    /// <param name="classes">Number of classes; 0 takes the highest label plus 1.</param>
    /// <exception cref="ArgumentException">Unequal sizes, or a label out of range.</exception>
    public Dataset WithLabels(ReadOnlySpan<int> labels, int classes = 0)
    {
        classes = DatasetChecks.Labels(Count, labels, classes);
        return new Dataset(Features, labels.ToArray(), classes, null, AnnotationMask, FeatureNames, null) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same features with targets of a regression, such as those that a <see cref="Standardizer"/> has brought to unit scale, instead of their targets or labels.</summary>
    /// <param name="targets">[examples × outputs], all finite.</param>
    /// <exception cref="ArgumentException">Unequal sizes, or a value that is not finite.</exception>
    public Dataset WithTargets(FeatureMatrix targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        DatasetChecks.SameCount(Features, targets, "targets");
        DatasetChecks.Finite(targets, "target");
        return new Dataset(Features, [], 0, targets, AnnotationMask, FeatureNames, null) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same data with names for the features.</summary>
    /// <param name="names">One per feature; null removes them.</param>
    /// <exception cref="ArgumentException">Not one name per feature.</exception>
    public Dataset WithFeatureNames(IReadOnlyList<string>? names)
    {
        DatasetChecks.Names(names, Features.Width, "feature");
        return new Dataset(Features, _labels, Classes, Targets, AnnotationMask, names is null ? null : [.. names], ClassNames) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }

    /// <summary>The same data with names for the classes.</summary>
    /// <param name="names">One per class; null removes them.</param>
    /// <exception cref="ArgumentException">Not one name per class.</exception>
    public Dataset WithClassNames(IReadOnlyList<string>? names)
    {
        DatasetChecks.Names(names, Classes, "class");
        return new Dataset(Features, _labels, Classes, Targets, AnnotationMask, FeatureNames, names is null ? null : [.. names]) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = Reading };
    }
}
