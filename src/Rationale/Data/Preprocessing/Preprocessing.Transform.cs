namespace Rationale.Data;

/// <content>Applying the steps.</content>
public sealed partial class Preprocessing
{
    /// <summary>Examples between two reports of progress.</summary>
    private const int ExamplesAtOnce = 4096;

    /// <summary>The features of raw data as a model takes them. The result says that it is preprocessed (<see cref="Dataset.Preprocessing"/>); labels, targets, weights and further inputs stay.</summary>
    /// <param name="raw">Raw data; features are found by name where both sides have names. An annotation mask of a raw feature becomes that of everything which comes from it.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">Features are missing or unknown, a category is unknown, a value is missing that no step fills, or the data are preprocessed already.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Dataset Transform(Dataset raw, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(raw);
        RequireRaw(raw.Features);
        raw = raw.AlignTo(InputNames, null, "The preprocessing");
        return raw.Preprocessed(this, Apply(raw.Features, progress, cancellationToken), [.. Outputs.Select(column => column.Origin)]);
    }

    /// <summary>Raw features as a model takes them, as a new matrix that says that it is preprocessed; names decide where the table has some (<see cref="FeatureMatrix.FromColumns"/>), otherwise places.</summary>
    /// <param name="raw">[examples × raw features].</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>[examples × features].</returns>
    /// <exception cref="ArgumentException">Features are missing or unknown, a category is unknown, a value is missing that no step fills, or the data are preprocessed already.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public FeatureMatrix Transform(FeatureMatrix raw, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(raw);
        RequireRaw(raw);
        if (NameAlignment.Features(raw.ColumnNames, InputNames, "The preprocessing") is { } order)
        {
            raw = new ReorderedFeatureMatrix(raw, order);
        }

        return Apply(raw, progress, cancellationToken);
    }

    /// <summary>A stream of raw data as a model takes them.</summary>
    /// <param name="raw">The stream; each block is transformed when it is read.</param>
    public DatasetStream Transform(DatasetStream raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        return raw.Select(block => Transform(block));
    }

    /// <summary>One raw example by names, to give to <c>Predict</c> or <c>Explain</c>, which preprocess it.</summary>
    /// <param name="values">
    /// For each raw feature a number, a text, or null where it is missing; values of JSON will do. Texts are read as those of a CSV file: <c>"30"</c> is a number where the feature is one, and what
    /// <see cref="CsvOptions.MissingTexts"/> has by default is missing, unless it is a category of the feature.
    /// </param>
    /// <param name="texts">The options of the file of the training data, of which <see cref="CsvOptions.Culture"/> and <see cref="CsvOptions.MissingTexts"/> say how texts are read; null for the defaults.</param>
    /// <exception cref="ArgumentException">A feature is missing or unknown, a value is of another kind, or the features have no names.</exception>
    public FeatureMatrix Example(IReadOnlyDictionary<string, object?> values, CsvOptions? texts = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return RawExample.Create(InputNames ?? throw new ArgumentException("A raw example was given by names, but the preprocessing was fitted on features without names; give the numbers in order, or fit it on named features."), values, column => _inputs[column].Kind == ColumnKind.Text, KnowsCategory, texts);
    }

    /// <summary>Applies all steps to columns that stand in their order.</summary>
    private FloatFeatureMatrix Apply(FeatureMatrix raw, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        CheckColumns(raw);
        var run = new RowPipeline(_inputs, _steps, FitContext.TextsOf(raw));
        var (values, row) = (new float[checked(raw.Count * OutputCount)], new double[raw.Width]);
        for (var example = 0; example < raw.Count; example++)
        {
            if (example % ExamplesAtOnce == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report((double)example / raw.Count);
            }

            raw.CopyExact(example, row);
            Round(example, run.Apply(example, row), values.AsSpan(example * OutputCount, OutputCount));
        }

        progress?.Report(1);
        return new FloatFeatureMatrix(values, raw.Count, OutputCount, this);
    }

    private static void RequireRaw(FeatureMatrix raw)
    {
        if (raw.Preprocessing is not null)
        {
            throw new ArgumentException("The data have been preprocessed already, and would be so twice; give the raw data.");
        }
    }

    private void CheckColumns(FeatureMatrix raw)
    {
        if (raw.Width != InputCount)
        {
            throw new ArgumentException($"The raw data have {raw.Width} features, but the preprocessing was fitted on {InputCount}{(InputNames is null ? "" : $": {Excerpt.Shorten(InputNames)}")}.");
        }

        for (var column = 0; column < InputCount; column++)
        {
            var (holdsTexts, expected) = (raw.Schema?.Texts[column] is not null, _inputs[column].Kind == ColumnKind.Text);
            if (holdsTexts != expected)
            {
                throw new ArgumentException(expected
                    ? $"The feature '{_inputs[column].Name}' holds numbers, but the preprocessing was fitted on texts; read it as texts (CsvOptions.CategoricalColumns, RawColumn.FromTexts)."
                    : $"The feature '{_inputs[column].Name}' holds texts, but the preprocessing was fitted on numbers; read it as numbers.");
            }
        }
    }

    private void Round(int example, ReadOnlySpan<double> exact, Span<float> rounded)
    {
        for (var i = 0; i < rounded.Length; i++)
        {
            rounded[i] = (float)exact[i];
            if (!float.IsFinite(rounded[i]))
            {
                throw new ArgumentException(double.IsNaN(exact[i])
                    ? $"The feature '{Outputs[i].Name}' of example {example} is missing, which no step of the preprocessing fills; give a value, or fit the preprocessing with Impute."
                    : FormattableString.Invariant($"The feature '{Outputs[i].Name}' of example {example} comes out of the preprocessing as {exact[i]}, which is too large for a float; check the raw value."));
            }
        }
    }
}
