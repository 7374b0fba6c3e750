using Rationale.Data;
using Rationale.Metrics;
using Rationale.Models;

namespace Rationale.Training.CrossValidation;

/// <summary>Cross-validation in one call; <see cref="Dataset.Folds"/> is for loops of one's own.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class DatasetCrossValidation
{
    /// <summary>Trains a model on each fold and evaluates it on what the fold holds out.</summary>
    /// <param name="data">The labeled examples, raw where the options have a preprocessing.</param>
    /// <param name="create">A new model for the fold of a number, from 0. It is disposed after its evaluation.</param>
    /// <param name="options">How data are divided, and what is learned in a fold; null for the defaults.</param>
    /// <param name="progress">Told of each training; <see cref="ConsoleProgress"/> shows it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArgumentException">The data cannot be divided so, do not fit the model, or the same model came twice.</exception>
    /// <exception cref="TrainingDivergedException">A loss term is no longer finite.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static async Task<CrossValidationResult> CrossValidateAsync(
        this Dataset data, Func<int, IModel> create, CrossValidationOptions? options = null, IProgress<CrossValidationProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(create);
        options ??= new CrossValidationOptions();
        if (options.ScaleTargets && data.Targets is null)
        {
            throw new ArgumentException("Targets were to be scaled, but the data have none; leave ScaleTargets out, or give the data of a regression.");
        }

        var folds = data.Folds(options.Folds, options.Seed, options.Stratified ?? data.Labels.Length > 0);
        var (evaluations, used) = (new List<Evaluation>(), new HashSet<IModel>(ReferenceEqualityComparer.Instance));
        for (var fold = 0; fold < folds.Count; fold++)
        {
            using var model = create(fold) ?? throw new ArgumentException($"No model was made for fold {fold}; return a new one for each.");
            if (!used.Add(model))
            {
                throw new ArgumentException($"The model of fold {fold} has been trained on another fold, so that it knows what is held out; make a new one for each.");
            }

            var told = progress is null ? null : new CrossValidationProgress.OfFold(progress, fold + 1, folds.Count);
            evaluations.Add(await RunAsync(model, folds[fold].Train, folds[fold].HeldOut, options with { Training = TrainingOf(options, fold) }, told, cancellationToken).ConfigureAwait(false));
        }

        return new CrossValidationResult(evaluations);
    }

    private static async Task<Evaluation> RunAsync(IModel model, Dataset train, Dataset heldOut, CrossValidationOptions options, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        // What follows takes seconds of large data, and the caller may be the thread of a user interface.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var scale = options.ScaleTargets ? Standardizer.Fit(train.Targets!) : null;
        var learned = options.Preprocessing?.Fit(train, cancellationToken: cancellationToken).Transform(train, cancellationToken: cancellationToken) ?? train;
        await model.TrainAsync(Scaled(learned, scale), options.Training, progress, cancellationToken).ConfigureAwait(false);
        using var device = TrainingDevice.Use(model, options.Training);
        var evaluation = model.Evaluate(Scaled(heldOut, scale), cancellationToken: cancellationToken);
        return scale is null ? evaluation : InUnitsOfTargets(model, heldOut, scale, evaluation);
    }

    private static Dataset Scaled(Dataset data, Standardizer? scale) => scale is null ? data : data.WithTargets(scale.Transform(data.Targets!));

    /// <summary>The errors of predictions that are scaled back; the losses stay those of the training.</summary>
    private static Evaluation InUnitsOfTargets(IModel model, Dataset heldOut, Standardizer scale, Evaluation scaled)
    {
        var predictions = model.Predict(heldOut);
        var outputs = scale.Inverse(FeatureMatrix.FromRows(Enumerable.Range(0, predictions.Count).Select(example => predictions.Outputs(example).ToArray())));
        return new Evaluation(model.Specification.Task, scaled.Losses, scaled.UnmeasuredTerms, new Outcomes(model.Specification.Task, default, heldOut.Targets, outputs.ToArray()), null);
    }

    private static TrainingOptions TrainingOf(CrossValidationOptions options, int fold) => options.Training.CheckpointFolder is { } folder
        ? options.Training with { CheckpointFolder = Path.Combine(folder, FormattableString.Invariant($"fold-{fold + 1}")) }
        : options.Training;
}
