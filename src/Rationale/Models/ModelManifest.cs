using System.Collections.Immutable;
using System.Globalization;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Storage;

namespace Rationale.Models;

/// <summary>What a model knows beside its parameters: names of features and classes, the preprocessing of its data, and the decision threshold.</summary>
/// <param name="FeatureNames">A name for each feature of the first input; null where they have none.</param>
/// <param name="OtherNames">A name for each feature of the inputs behind the first, of those that have names.</param>
/// <param name="ClassNames">A name for each class; null where they have none.</param>
/// <param name="Preprocessing">What turns raw data into features; null where the model takes them as they are, or nothing is known.</param>
/// <param name="SaysPreprocessing">Whether it is known how the training data were preprocessed, or that they were not. Files of 0.1 do not say.</param>
/// <param name="Threshold">The probability above which a binary classifier decides for class 1.</param>
/// <param name="Reading">How texts of the training data are read; null where nothing is known, or as by default.</param>
internal sealed record ModelManifest(
    IReadOnlyList<string>? FeatureNames,
    ImmutableSortedDictionary<string, IReadOnlyList<string>> OtherNames,
    IReadOnlyList<string>? ClassNames,
    Preprocessing? Preprocessing,
    bool SaysPreprocessing,
    double Threshold,
    CsvOptions? Reading)
{
    public const string PreprocessingKey = "preprocessing";
    public const string ThresholdKey = "decisionThreshold";

    private const string None = "none";

    /// <summary>The keys that a file may have.</summary>
    public static IReadOnlyList<string> Keys { get; } = [ModelNames.FeaturesKey, ModelNames.OthersKey, ModelNames.ClassesKey, PreprocessingKey, ThresholdKey, TextReading.Key];

    /// <summary>Puts what is known into the metadata of a file.</summary>
    public void AddTo(Dictionary<string, string> metadata)
    {
        ModelNames.Add(metadata, ModelNames.FeaturesKey, FeatureNames);
        ModelNames.Add(metadata, OtherNames);
        ModelNames.Add(metadata, ModelNames.ClassesKey, ClassNames);
        if (SaysPreprocessing)
        {
            metadata.Add(PreprocessingKey, Preprocessing?.ToJson() ?? None);
        }

        if (Threshold != DecisionRule.Even)
        {
            metadata.Add(ThresholdKey, Threshold.ToString("R", CultureInfo.InvariantCulture));
        }

        if (Reading is not null && TextReading.Write(Reading) is { } reading)
        {
            metadata.Add(TextReading.Key, reading);
        }
    }

    /// <summary>Reads what a file says.</summary>
    /// <exception cref="DataFormatException">It does not fit the model, or cannot be read.</exception>
    public static ModelManifest Read(string path, SafetensorsFile file, ModelRuntime model)
    {
        var features = ModelNames.Read(path, file, ModelNames.FeaturesKey, model.InputWidth);
        var classes = ModelNames.Read(path, file, ModelNames.ClassesKey, model.ClassCount);
        var says = file.Metadata.TryGetValue(PreprocessingKey, out var text);
        return new(features, ModelNames.ReadOthers(path, file, model.Specification), classes, says && text != None ? Read(path, text!, model) : null, says, ReadThreshold(path, file, model), ReadReading(path, file));
    }

    private static Preprocessing Read(string path, string text, ModelRuntime model)
    {
        Preprocessing read;
        try
        {
            read = Preprocessing.FromJson(text);
        }
        catch (DataFormatException exception)
        {
            throw new DataFormatException($"{path}: {exception.Message}", exception);
        }

        return read.OutputCount == model.FirstInputWidth
            ? read
            : throw new DataFormatException($"{path}: the preprocessing gives {read.OutputCount} features, but '{model.Specification.Name}' takes {model.FirstInputWidth}.");
    }

    private static CsvOptions? ReadReading(string path, SafetensorsFile file)
    {
        try
        {
            return file.Metadata.TryGetValue(TextReading.Key, out var text) ? TextReading.Read(text) : null;
        }
        catch (DataFormatException exception)
        {
            throw new DataFormatException($"{path}: {exception.Message}", exception);
        }
    }

    private static double ReadThreshold(string path, SafetensorsFile file, ModelRuntime model)
    {
        if (!file.Metadata.TryGetValue(ThresholdKey, out var text))
        {
            return DecisionRule.Even;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var threshold) && threshold is > 0 and < 1 && model.ClassCount == 2
            ? threshold
            : throw new DataFormatException($"{path}: the decision threshold is \"{Excerpt.Shorten(text)}\", but it is a number between 0 and 1, of a binary classifier.");
    }
}
