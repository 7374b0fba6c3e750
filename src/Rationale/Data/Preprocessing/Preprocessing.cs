namespace Rationale.Data;

/// <summary>
/// What turns raw data into the numbers that a model computes with: imputation, scaling, encoding of categories and texts, normalization of images. It is fitted on training data alone,
/// applied in double precision and rounded once, and travels inside the file of a model that was trained on its data. Made by <see cref="Create"/> … <c>Fit</c>.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed partial class Preprocessing
{
    private readonly PipelineColumn[] _inputs;
    private readonly IReadOnlyList<FittedStep> _steps;
    private readonly string _stepsText;

    internal Preprocessing(IReadOnlyList<string>? names, PipelineColumn[] inputs, IReadOnlyList<FittedStep> steps)
    {
        (_inputs, _steps) = (inputs, [.. steps]);
        Outputs = steps.Aggregate((IReadOnlyList<PipelineColumn>)inputs, (columns, step) => step.Change(columns));
        InputNames = names is null ? null : [.. names];
        OutputNames = names is null ? null : [.. Outputs.Select(column => column.Name)];
        _stepsText = PreprocessingFormat.Write(this, named: false);
    }

    /// <summary>Names of the raw features; null where they had none, so that places decide.</summary>
    public IReadOnlyList<string>? InputNames { get; }

    /// <summary>Names of the features that come out; null where the raw features had none.</summary>
    public IReadOnlyList<string>? OutputNames { get; }

    /// <summary>Number of raw features.</summary>
    public int InputCount => _inputs.Length;

    /// <summary>Number of features that come out: the width of the model's input.</summary>
    public int OutputCount => Outputs.Count;

    /// <summary>Number of token ids that may come out, padding and unknown among them: the vocabulary of an <c>[Embedding]</c>; 0 where no text is tokenized.</summary>
    public int VocabularySize => _steps.OfType<TokenStep>().Select(step => step.VocabularySize).DefaultIfEmpty(0).Max();

    internal IReadOnlyList<PipelineColumn> Inputs => _inputs;

    internal IReadOnlyList<PipelineColumn> Outputs { get; }

    /// <summary>Whether each raw column gives one feature, in the same place.</summary>
    internal bool KeepsColumns => OutputCount == InputCount && Outputs.Select((column, index) => column.Origin == index).All(same => same);

    internal IReadOnlyList<FittedStep> Steps => _steps;

    /// <summary>Begins a preprocessing: add steps, then fit them.</summary>
    public static PreprocessingBuilder Create() => new();

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DataFormatException">The text is something else.</exception>
    public static Preprocessing FromJson(string json) => PreprocessingFormat.Read(json);

    /// <summary>The preprocessing as JSON; reading it back gives the same numbers bit for bit.</summary>
    public string ToJson() => PreprocessingFormat.Write(this, named: true);

    /// <summary>The steps, and how many features come in and out.</summary>
    public override string ToString()
    {
        var table = new TextTable("step", "features");
        IReadOnlyList<PipelineColumn> columns = _inputs;
        foreach (var step in _steps)
        {
            table.Add(step.Kind, step.Describe(columns));
            columns = step.Change(columns);
        }

        return $"{InputCount} raw feature{(InputCount == 1 ? "" : "s")} to {OutputCount}\n{table}";
    }

    /// <summary>Whether another preprocessing gives the same numbers: the same steps, and names in the same order where both have them.</summary>
    internal bool Matches(Preprocessing other) => ReferenceEquals(this, other)
        || (_stepsText == other._stepsText && (InputNames is null || other.InputNames is null || InputNames.SequenceEqual(other.InputNames, StringComparer.Ordinal)));

    /// <summary>Whether the training data had a text as a category of a raw column.</summary>
    internal bool KnowsCategory(int column, string text)
    {
        IReadOnlyList<PipelineColumn> columns = _inputs;
        foreach (var step in _steps)
        {
            if (step.KnowsCategory(columns, column, text))
            {
                return true;
            }

            columns = step.Change(columns);
        }

        return false;
    }

    /// <summary>Whether a table says that this preprocessing made it.</summary>
    internal bool Made(FeatureMatrix features) => features.Preprocessing is { } found && Matches(found);

    /// <summary>The columns of raw data.</summary>
    internal static PipelineColumn[] RawColumns(int count, IReadOnlyList<string>? names, Func<int, bool> isText) =>
    [
        .. Enumerable.Range(0, count).Select(column => new PipelineColumn(
            names?[column] ?? column.ToString(System.Globalization.CultureInfo.InvariantCulture),
            isText(column) ? ColumnKind.Text : ColumnKind.Number,
            column,
            isText(column) ? double.NaN : 1)),
    ];

    /// <summary>A preprocessing that scales all features.</summary>
    internal static Preprocessing FromScaler(string label, IReadOnlyList<string>? names, double[] offsets, double[] divisors) =>
        new(names, RawColumns(offsets.Length, names, _ => false), [new AffineStep(label, [.. Enumerable.Range(0, offsets.Length)], offsets, divisors)]);

    /// <summary>This preprocessing, and then a scaling of all its features.</summary>
    internal Preprocessing ThenScale(string label, double[] offsets, double[] divisors) =>
        new(InputNames, _inputs, [.. _steps, new AffineStep(label, [.. Enumerable.Range(0, offsets.Length)], offsets, divisors)]);

    /// <summary>Whether the training data come out as numbers.</summary>
    /// <exception cref="ArgumentException">A text is left, or a value is missing.</exception>
    internal void CheckComplete(FitContext train)
    {
        if (Outputs.FirstOrDefault(column => column.Kind == ColumnKind.Text) is { } text)
        {
            throw new ArgumentException($"The feature '{text.Name}' still holds texts after the last step of the preprocessing; encode it with OneHot, Ordinal or Tokenize.");
        }

        var missing = -1;
        train.ForEach(row => missing = missing < 0 ? row.IndexOfNaN() : missing);
        if (missing >= 0)
        {
            throw new ArgumentException($"Values of the feature '{Outputs[missing].Name}' are still missing after the last step of the preprocessing; fill them with Impute.");
        }
    }
}
