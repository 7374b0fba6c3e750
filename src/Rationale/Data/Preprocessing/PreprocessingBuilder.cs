using System.Collections.Immutable;

namespace Rationale.Data;

/// <summary>
/// The steps of a preprocessing before they are fitted, in order. Columns are named or, where they have no names, given by number from 0, as in <see cref="CsvOptions"/>; a step that names none takes all that it is for.
/// </summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed class PreprocessingBuilder
{
    private readonly ImmutableList<Func<FitContext, IEnumerable<FittedStep>>> _steps;

    internal PreprocessingBuilder()
        : this([])
    {
    }

    private PreprocessingBuilder(ImmutableList<Func<FitContext, IEnumerable<FittedStep>>> steps) => _steps = steps;

    /// <summary>Fills missing values, without saying where they were.</summary>
    /// <inheritdoc cref="Impute(Imputation, bool, string[])"/>
    public PreprocessingBuilder Impute(Imputation imputation, params string[] columns) => Impute(imputation, indicators: false, columns);

    /// <summary>Fills missing values by what is measured on the training data.</summary>
    /// <param name="imputation">What stands in their place.</param>
    /// <param name="indicators">Whether each column of which the training data lack a value gets another beside it, <c>NAME is missing</c>: 1 where the value was missing, otherwise 0.</param>
    /// <param name="columns">The columns; none for all numbers, and for <see cref="Imputation.Mode"/> all texts too.</param>
    public PreprocessingBuilder Impute(Imputation imputation, bool indicators, params string[] columns) => Add(context => [Fitting.Impute(context, imputation, indicators, columns)]);

    /// <summary>Scales to mean 0 and standard deviation 1 of the training data (of the population: divided by the number of examples); a constant column becomes 0.</summary>
    /// <param name="columns">The columns; none for all numbers of the raw data, not what encodings and indicators have made.</param>
    public PreprocessingBuilder Standardize(params string[] columns) => Add(context => [Fitting.Standardize(context, columns)]);

    /// <summary>Scales so that the training data span 0 to 1; a constant column becomes 0.</summary>
    /// <param name="columns">The columns; none for all numbers of the raw data.</param>
    public PreprocessingBuilder MinMax(params string[] columns) => Add(context => [Fitting.MinMax(context, columns)]);

    /// <summary>Scales by known numbers, (x − offset) / divisor: <c>Scale(0, 255)</c> brings pixels to 0 … 1.</summary>
    /// <param name="offset">What is subtracted.</param>
    /// <param name="divisor">What it is then divided by.</param>
    /// <param name="columns">The columns; none for all numbers of the raw data.</param>
    /// <exception cref="ArgumentException">A number is not finite, or the divisor is 0.</exception>
    public PreprocessingBuilder Scale(double offset, double divisor, params string[] columns)
    {
        Fitting.CheckScale(offset, divisor);
        return Add(context => [Fitting.Scale(context, offset, divisor, columns)]);
    }

    /// <summary>Normalizes images with channels last, each channel by its mean and its deviation over all pixels of the training data.</summary>
    /// <param name="channels">Number of channels: 1 for gray, 3 for colors.</param>
    public PreprocessingBuilder StandardizeChannels(int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        return Add(context => [Fitting.StandardizeChannels(context, channels)]);
    }

    /// <summary>Normalizes images with channels last by known means and deviations, one for each channel: (x − mean) / deviation.</summary>
    /// <param name="means">The means.</param>
    /// <param name="deviations">The deviations.</param>
    /// <exception cref="ArgumentException">Not one mean and one deviation for each channel, one is not finite, or a deviation is 0.</exception>
    public PreprocessingBuilder NormalizeChannels(IReadOnlyList<double> means, IReadOnlyList<double> deviations)
    {
        ArgumentNullException.ThrowIfNull(means);
        ArgumentNullException.ThrowIfNull(deviations);
        if (means.Count == 0 || means.Count != deviations.Count)
        {
            throw new ArgumentException($"{means.Count} means and {deviations.Count} deviations were given; give one of each for every channel.");
        }

        foreach (var (mean, deviation) in means.Zip(deviations))
        {
            Fitting.CheckScale(mean, deviation);
        }

        return Add(context => [Fitting.NormalizeChannels(context, [.. means], [.. deviations])]);
    }

    /// <summary>Encodes categories as a column for each, refusing categories that the training data did not have.</summary>
    /// <inheritdoc cref="OneHot(UnknownCategory, string[])"/>
    public PreprocessingBuilder OneHot(params string[] columns) => OneHot(UnknownCategory.Refuse, columns);

    /// <summary>
    /// Encodes categories as a column for each, <c>NAME=CATEGORY</c>: 1 where the example is of the category, otherwise 0. Categories are those of the training data in ordinal order (numbers by size),
    /// and missing is one of them where the training data lack a value.
    /// </summary>
    /// <param name="unknown">What happens to other categories.</param>
    /// <param name="columns">The columns; none for all texts. Columns of numbers may be named.</param>
    public PreprocessingBuilder OneHot(UnknownCategory unknown, params string[] columns) => Add(context => Fitting.OneHot(context, unknown, columns));

    /// <summary>Encodes categories as numbers from 0, in ordinal order, refusing categories that the training data did not have.</summary>
    /// <param name="columns">The columns; none for all texts. Columns of numbers may be named.</param>
    public PreprocessingBuilder Ordinal(params string[] columns) => Ordinal(UnknownCategory.Refuse, columns);

    /// <summary>Encodes categories as numbers from 0: in ordinal order those of the training data. What is missing stays missing.</summary>
    /// <param name="unknown">What happens to other categories.</param>
    /// <param name="columns">The columns; none for all texts. Columns of numbers may be named.</param>
    public PreprocessingBuilder Ordinal(UnknownCategory unknown, params string[] columns) => Add(context => Fitting.Ordinal(context, unknown, columns));

    /// <summary>Encodes the categories of one column as numbers from 0, in an order that means something: <c>low, medium, high</c>.</summary>
    /// <param name="column">The column.</param>
    /// <param name="order">All categories, the least first.</param>
    /// <param name="unknown">What happens to other categories.</param>
    /// <exception cref="ArgumentException">There are no categories, or one is given twice.</exception>
    public PreprocessingBuilder OrdinalBy(string column, IReadOnlyList<string> order, UnknownCategory unknown = UnknownCategory.Refuse)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Count == 0 || order.Distinct(StringComparer.Ordinal).Count() != order.Count)
        {
            throw new ArgumentException($"The order of the categories of '{column}' has {order.Count} entries; give each category once.", nameof(order));
        }

        return Add(context => [Fitting.OrdinalBy(context, column, [.. order], unknown)]);
    }

    /// <summary>
    /// Turns texts into token ids, one for each word, for an <c>[Embedding]</c>: words are runs of letters and digits in lower case, the vocabulary those of the training data, the most frequent first.
    /// Id 0 pads short texts, 1 is a word that the vocabulary lacks.
    /// </summary>
    /// <param name="length">Token ids of an example: the model's sequence length. Longer texts are cut.</param>
    /// <param name="vocabulary">Token ids in all, with the two that are no words; the rarest words are left out. The vocabulary of the embedding.</param>
    /// <param name="column">The column; null for the only one of texts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 1, or the vocabulary below 3.</exception>
    public PreprocessingBuilder Tokenize(int length, int vocabulary, string? column = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabulary, 3);
        return Add(context => [Fitting.Tokenize(context, length, vocabulary, column)]);
    }

    /// <summary>Measures what the steps need, on training data alone, one step after the other; everything in double precision.</summary>
    /// <param name="train">The training data, raw.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">A step does not fit the data, or texts or missing values are left after the last; the message says which.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Preprocessing Fit(Dataset train, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train.Features, train.FeatureNames, progress, cancellationToken);
    }

    /// <summary>Measures what the steps need on training examples alone.</summary>
    /// <inheritdoc cref="Fit(Dataset, IProgress{double}?, CancellationToken)"/>
    public Preprocessing Fit(FeatureMatrix train, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(train);
        return Fit(train, train.ColumnNames, progress, cancellationToken);
    }

    private Preprocessing Fit(FeatureMatrix train, IReadOnlyList<string>? names, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (train.Count == 0)
        {
            throw new ArgumentException("A preprocessing was given 0 examples, but needs at least 1 to fit.", nameof(train));
        }

        if (train.Preprocessing is not null)
        {
            throw new ArgumentException("A preprocessing was to be fitted on data that have been preprocessed already; fit it on the raw data, with all steps in one.", nameof(train));
        }

        var inputs = Preprocessing.RawColumns(train.Width, names, column => train.Schema?.Texts[column] is not null);
        var fitted = new List<FittedStep>();
        foreach (var (index, step) in _steps.Index())
        {
            fitted.AddRange(step(new FitContext(train, inputs, fitted, Counterfactuals.ShareProgress.Part(progress, index, _steps.Count + 1), cancellationToken)));
        }

        var made = new Preprocessing(names, inputs, fitted);
        made.CheckComplete(new FitContext(train, inputs, fitted, Counterfactuals.ShareProgress.Part(progress, _steps.Count, _steps.Count + 1), cancellationToken));
        progress?.Report(1);
        return made;
    }

    private PreprocessingBuilder Add(Func<FitContext, IEnumerable<FittedStep>> step) => new(_steps.Add(step));
}
