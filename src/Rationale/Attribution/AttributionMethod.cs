using Rationale.Data;

namespace Rationale.Attribution;

/// <summary>
/// A way to say how much each input of an example has contributed to one number of one class. Methods are values: they hold settings and no state, so one serves
/// any number of models and threads.
/// </summary>
public abstract record AttributionMethod
{
    /// <summary>Name in tables.</summary>
    public abstract string Name { get; }

    /// <summary>Attributes many examples.</summary>
    /// <param name="function">What is explained; <see cref="ModelScore"/> for a model.</param>
    /// <param name="data">The examples; their labels are used where the labeled class is explained.</param>
    /// <param name="options">Target, seed and memory; null for the defaults.</param>
    /// <param name="progress">Told about progress between chunks of examples.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples, class, baseline or groups do not fit the function; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public Attributions Attribute(
        ScoreFunction function,
        Dataset data,
        AttributionOptions? options = null,
        IProgress<AttributionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AttributionOptions();
        data = function.Align(data);
        var rows = function.Rows(data);
        var estimator = Checked(function, rows, options, cancellationToken);
        var predictions = function.Predictions(rows.Features, cancellationToken);
        var classes = TargetClasses.Resolve(function, rows, options, predictions, cancellationToken);
        var labels = Labels(function, rows, estimator);
        var (scores, gaps) = (new float[checked(rows.Count * labels.Count)], new double[rows.Count]);
        AttributionRun.Run(function, estimator, rows.Features, classes, options, Keep, progress, cancellationToken);
        var target = new TargetText(options.Target, function.IsClassifier);
        return function.ByInput(new Attributions(Name, target, labels, FeatureMatrix.FromArray(scores, labels.Count), classes, gaps, predictions), Unit, data);

        void Keep(int example, ReadOnlySpan<float> values, double gap)
        {
            values.CopyTo(scores.AsSpan(example * labels.Count));
            gaps[example] = gap;
        }
    }

    /// <summary>
    /// Attributes many examples and keeps, for each feature or group, only the mean magnitude and its standard error: the same numbers as
    /// <see cref="Attributions.GlobalImportance"/>, without the memory for the scores of each example.
    /// </summary>
    /// <inheritdoc cref="Attribute(ScoreFunction, Dataset, AttributionOptions?, IProgress{AttributionProgress}?, CancellationToken)"/>
    public GlobalImportance GlobalImportance(
        ScoreFunction function,
        Dataset data,
        AttributionOptions? options = null,
        IProgress<AttributionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AttributionOptions();
        data = function.Rows(function.Align(data));
        var estimator = Checked(function, data, options, cancellationToken);
        var classes = TargetClasses.Resolve(function, data, options, null, cancellationToken);
        var labels = Labels(function, data, estimator);
        var sums = new ImportanceSums(labels, labels.Count);
        AttributionRun.Run(function, estimator, data.Features, classes, options, (_, values, _) => sums.Add(values), progress, cancellationToken);
        return sums.ToImportance(Name);
    }

    /// <summary>
    /// The mean magnitude of each feature or group over data larger than memory, read once. Methods without random draws give the numbers that they give for the same examples in memory; those with
    /// draws begin anew with each block.
    /// </summary>
    /// <param name="function">What is explained; <see cref="ModelScore"/> for a model.</param>
    /// <param name="data">The blocks of the first epoch; their labels are used where the labeled class is explained, their first names in tables.</param>
    /// <param name="options">Target, seed and memory; null for the defaults.</param>
    /// <param name="progress">Told the number of examples that have their scores.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples, class, baseline or groups do not fit the function, or the stream is empty; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public async Task<GlobalImportance> GlobalImportanceAsync(
        ScoreFunction function,
        DatasetStream data,
        AttributionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new AttributionOptions();

        // Whatever follows is work, and the caller may be the thread of a user interface.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        ImportanceSums? sums = null;
        var done = 0L;
        await foreach (var block in data.Select(block => function.Rows(function.Align(block))).ReadAsync(1, cancellationToken).ConfigureAwait(false))
        {
            var estimator = Checked(function, block, options, cancellationToken);
            var classes = TargetClasses.Resolve(function, block, options, null, cancellationToken);
            var labels = new ScoreLabels(function.InputShape, estimator.Groups, block.FeatureNames, block.ClassNames) { Raw = RawFeatures.Find(Unit, block) };
            sums ??= new ImportanceSums(labels, labels.Count);
            AttributionRun.Run(function, estimator, block.Features, classes, options, (_, values, _) => sums.Add(values), null, cancellationToken);
            progress?.Report(done += block.Count);
        }

        return sums?.ToImportance(Name) ?? throw new ArgumentException("The stream gave no examples, but a global importance needs at least 1.", nameof(data));
    }

    /// <summary>Whether features may be token ids: not if they are moved or multiplied by, for what lies between two token ids is none, and the number of an id means nothing.</summary>
    internal virtual bool TakesTokenIds => true;

    /// <summary>The unit of the scores.</summary>
    internal abstract ScoreUnit Unit { get; }

    /// <summary>Checks the settings against the examples, and computes what all examples share.</summary>
    internal abstract Estimator Prepare(AttributionContext context);

    private ScoreLabels Labels(ScoreFunction function, Dataset rows, Estimator estimator) =>
        new(function.InputShape, estimator.Groups, rows.FeatureNames, rows.ClassNames) { Raw = function.Specification is { Inputs.Count: > 1 } ? null : RawFeatures.Find(Unit, rows) };

    private Estimator Checked(ScoreFunction function, Dataset data, AttributionOptions options, CancellationToken cancellationToken)
    {
        AttributionChecks.Run(function, data, options);
        AttributionChecks.TokenIds(this, function, data);
        return Prepare(new AttributionContext(function, data.Features, options, cancellationToken));
    }
}

/// <summary>What a method is told before it begins.</summary>
internal sealed record AttributionContext(ScoreFunction Function, FeatureMatrix Features, AttributionOptions Options, CancellationToken Cancellation)
{
    public int Width => Features.Width;
}
