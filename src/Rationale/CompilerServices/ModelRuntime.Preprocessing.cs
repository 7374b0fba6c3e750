using Rationale.Data;
using Rationale.Models;
using Rationale.Storage;
using Rationale.Training;

namespace Rationale.CompilerServices;

/// <content>What a model knows beside its parameters: how raw data become its features, and when it decides for a class.</content>
public sealed partial class ModelRuntime
{
    private volatile Preprocessing? _preprocessing;
    private double _threshold = DecisionRule.Even;
    private bool _saysPreprocessing;
    private volatile CsvOptions? _reading;

    /// <summary>What turns raw data into features, from the data of the first training or the file that was loaded; null where the model takes features as they are.</summary>
    /// <exception cref="ArgumentException">It gives another number of features than the model takes.</exception>
    public Preprocessing? Preprocessing
    {
        get => _preprocessing;
        set
        {
            if (value is not null && value.OutputCount != FirstInputWidth)
            {
                throw new ArgumentException($"The preprocessing gives {value.OutputCount} features, but '{Specification.Name}' takes [Input({string.Join(", ", Specification.Inputs[0].Shape)})]: {FirstInputWidth}.");
            }

            _preprocessing = value;
            _saysPreprocessing = value is not null;
            FeatureNames = value?.OutputNames ?? FeatureNames;
        }
    }

    /// <summary>The probability above which a binary classifier decides for class 1.</summary>
    /// <exception cref="ArgumentException">It is not between 0 and 1, or the model is no binary classifier.</exception>
    public double DecisionThreshold
    {
        get => Volatile.Read(ref _threshold);
        set
        {
            if (!(value > 0 && value < 1))
            {
                throw new ArgumentException(FormattableString.Invariant($"The decision threshold of '{Specification.Name}' was to be {value}, but it must lie between 0 and 1, both excluded."));
            }

            if (value != DecisionRule.Even && ClassCount != 2)
            {
                throw new ArgumentException($"'{Specification.Name}' is {(ClassCount == 0 ? "a regressor" : $"a classifier of {ClassCount} classes")}, but a decision threshold is that of a classifier of 2; leave it at 0.5.");
            }

            Volatile.Write(ref _threshold, value);
        }
    }

    /// <summary>How texts are read in raw examples: as in the file of the data of the last training; null for the defaults.</summary>
    internal CsvOptions? Reading
    {
        get => _reading;
        set => _reading = value;
    }

    internal DecisionRule Decision => new(DecisionThreshold);

    internal int FirstInputWidth => Specification.Inputs[0].Width;

    /// <summary>Values of one raw example, of all inputs side by side.</summary>
    internal int RawWidth => Specification.RowWidth - FirstInputWidth + (_preprocessing?.InputCount ?? FirstInputWidth);

    /// <summary>What is saved beside the parameters.</summary>
    internal ModelManifest Manifest
    {
        get => new(FeatureNames, _otherNames, ClassNames, _preprocessing, _saysPreprocessing, _threshold, _reading);
        set
        {
            // What a file does not say stays as it is: those of 0.1 know no preprocessing.
            (FeatureNames, _otherNames, ClassNames, _threshold, _reading) = (value.FeatureNames, value.OtherNames, value.ClassNames, value.Threshold, value.Reading);
            if (value.SaysPreprocessing)
            {
                (_preprocessing, _saysPreprocessing) = (value.Preprocessing, true);
            }
        }
    }

    /// <summary>Puts what is known beside the parameters into the metadata of a file.</summary>
    internal void AddManifest(Dictionary<string, string> metadata) => Manifest.AddTo(metadata);

    /// <summary>Takes over what a file says beside the parameters.</summary>
    /// <exception cref="DataFormatException">It does not fit the model.</exception>
    internal ModelManifest ReadManifest(string path, SafetensorsFile file) => ModelManifest.Read(path, file, this);

    /// <summary>Raw features as the model takes them; preprocessed ones as they are.</summary>
    /// <exception cref="ArgumentException">They were preprocessed otherwise than those of the training, or cannot be preprocessed.</exception>
    internal FeatureMatrix Prepare(FeatureMatrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        RequireSame(features.Preprocessing, _preprocessing);
        if (features.Preprocessing is not null || _preprocessing is not { } known)
        {
            return features;
        }

        if (Specification.Inputs.Count == 1)
        {
            return known.Transform(features);
        }

        // The raw values of the first input stand before those of the others, which are taken as they are.
        var others = Specification.RowWidth - FirstInputWidth;
        return features.Width == RawWidth
            ? new SideBySideFeatureMatrix([known.Transform(InputRows.Columns(features, 0, known.InputCount)), InputRows.Columns(features, known.InputCount, others)])
            : throw new ArgumentException($"'{Specification.Name}' takes {RawWidth} raw values an example, of which it preprocesses the first {known.InputCount}, but {features.Width} were given; give a Dataset that has its inputs by their names (Dataset.WithInput).");
    }

    /// <summary>One raw example as the model takes it.</summary>
    internal FeatureMatrix Prepare(ReadOnlySpan<float> x)
    {
        // An empty example is as wide as it is: the check of the width must find 0, not 1.
        if (x.IsEmpty || _preprocessing is null)
        {
            DataChecks.Width(Specification, x.Length);
        }

        return Prepare(FeatureMatrix.FromSpan(x, x.Length));
    }

    /// <summary>Raw data as the model takes them; preprocessed ones as they are.</summary>
    /// <param name="data">The data.</param>
    /// <param name="preprocessing">The preprocessing of the model, or that which a training will give it.</param>
    private Dataset Prepare(Dataset data, Preprocessing? preprocessing)
    {
        ArgumentNullException.ThrowIfNull(data);
        var first = Specification.Inputs[0].Name;
        if (Specification.Inputs.Count > 1 && data.FeaturesName != first)
        {
            // The first input stands beside the features.
            var values = data.Find(first);
            RequireSame(values?.Preprocessing, preprocessing);
            return values is { Preprocessing: null } && preprocessing is not null ? WithPreprocessed(data, first, values, preprocessing) : data;
        }

        RequireSame(data.Preprocessing, preprocessing);
        if (data.Preprocessing is not null || preprocessing is null)
        {
            return data;
        }

        // A preprocessing that knows no names goes by place, so that the columns must stand in the order that the model knows.
        var order = preprocessing is { InputNames: null, KeepsColumns: true } && preprocessing.InputCount == FeatureNames?.Count ? FeatureNames : null;
        return preprocessing.Transform(data.AlignTo(order, null, $"'{Specification.Name}'"));
    }

    /// <summary>The data with the raw values of an input, and their mask, as the model takes them.</summary>
    private static Dataset WithPreprocessed(Dataset data, string input, FeatureMatrix values, Preprocessing preprocessing)
    {
        var raw = Dataset.Unlabeled(values).WithFeaturesName(input);
        var made = preprocessing.Transform(data.Find(new Graph.Models.ModelInput(input, default).Mask) is { } mask ? raw.WithAnnotationMask(mask) : raw);
        return data.WithInput(input, made.Features).WithAnnotationMask(input, made.AnnotationMask);
    }

    /// <summary>The options of a training with all their data as the model takes them.</summary>
    private TrainingOptions Prepare(TrainingOptions options, Preprocessing? preprocessing) => preprocessing is null
        ? options
        : options with
        {
            Validation = options.Validation is { } validation ? Prepare(validation, preprocessing) : null,
            AlwaysInclude = options.AlwaysInclude is { } always ? Prepare(always, preprocessing) : null,
        };

    private void RequireSame(Preprocessing? found, Preprocessing? known)
    {
        if (found is null || (known is null && !_saysPreprocessing))
        {
            return;
        }

        if (known is null)
        {
            throw new ArgumentException($"The data have been preprocessed, but '{Specification.Name}' was trained on data that were not; give the raw data, or set its Preprocessing if it was trained on data that were preprocessed by hand.");
        }

        if (!known.Matches(found))
        {
            throw new ArgumentException($"The data were preprocessed otherwise than those that '{Specification.Name}' was trained on; give the raw data, or preprocess them with its own Preprocessing.Transform.");
        }
    }
}
