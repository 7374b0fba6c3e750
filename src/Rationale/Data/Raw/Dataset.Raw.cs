using Rationale.Objectives;

namespace Rationale.Data;

/// <content>Raw and preprocessed features.</content>
public sealed partial class Dataset
{
    /// <summary>How the texts of the features are read, of data of a CSV file; a model that is trained on the data remembers it.</summary>
    internal CsvOptions? Reading { get; private init; }

    /// <summary>The same data, of which it is said how texts are read.</summary>
    internal Dataset WithReading(CsvOptions reading) => new(Features, _labels, Classes, Targets, AnnotationMask, FeatureNames, ClassNames) { FeaturesName = FeaturesName, Inputs = Inputs, Reading = reading };

    /// <summary>The examples of which no feature is missing.</summary>
    /// <exception cref="ArgumentException">A feature is missing in each of them.</exception>
    public Dataset DropMissing()
    {
        if (Features.Schema is not { MayMiss: true })
        {
            return this;
        }

        var row = new double[Features.Width];
        int[] whole = [.. Enumerable.Range(0, Count).Where(IsWhole)];
        return whole.Length == Count ? this
            : whole.Length > 0 ? Select(whole)
            : throw new ArgumentException($"A feature is missing in each of the {Count} examples, so that none is left; fill them with a Preprocessing (Impute).");

        bool IsWhole(int example)
        {
            Features.CopyExact(example, row);
            return ((ReadOnlySpan<double>)row).IndexOfNaN() < 0;
        }
    }

    /// <summary>The same data with preprocessed features.</summary>
    /// <param name="preprocessing">What made them.</param>
    /// <param name="features">The features.</param>
    /// <param name="origins">For each of them the raw feature that it comes from.</param>
    internal Dataset Preprocessed(Preprocessing preprocessing, FeatureMatrix features, int[] origins)
    {
        var inputs = Inputs;
        if (inputs.TryGetValue(Background.Input, out var background) && background.Values is { Preprocessing: null } raw && raw.Width == preprocessing.InputCount)
        {
            inputs = inputs.SetItem(Background.Input, background with { Values = preprocessing.Transform(raw) });
        }

        var mask = AnnotationMask is null ? null : new ReorderedFeatureMatrix(AnnotationMask, origins);
        return new Dataset(features, _labels, Classes, Targets, mask, preprocessing.OutputNames ?? (features.Width == Features.Width ? FeatureNames : null), ClassNames) { FeaturesName = FeaturesName, Inputs = inputs, Reading = Reading };
    }
}
