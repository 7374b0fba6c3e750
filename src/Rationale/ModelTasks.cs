using Rationale.Attribution;
using Rationale.Data;
using Rationale.Models;

namespace Rationale;

/// <summary>What takes a model long (many examples, large files), off the caller's thread: for user interfaces.</summary>
/// <remarks>Thread safety: as <see cref="IModel"/> says of the members without <c>Async</c>.</remarks>
public static class ModelTasks
{
    /// <summary>Measures the model on labeled data.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Labeled examples.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<Evaluation> EvaluateAsync(this IModel model, Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => model.Evaluate(data, progress, cancellationToken), cancellationToken);
    }

    /// <summary>The outputs for the features of a data set, labeled or not.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The examples.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The features do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<Predictions> PredictAsync(this IModel model, Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => model.Predict(data, progress, cancellationToken), cancellationToken);
    }

    /// <summary>The gradients of the attribution target with respect to the inputs of many examples.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The examples or the target do not fit the model, or the target needs labels that the data do not have.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<Attributions> ExplainAsync(
        this IModel model, Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => model.Explain(data, target, progress, cancellationToken), cancellationToken);
    }

    /// <summary>Saves parameters and a manifest as safetensors, whole or not at all.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task SaveAsync(this IModel model, string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => model.Save(path, progress, cancellationToken), cancellationToken);
    }

    /// <summary>Loads parameters that the same architecture saved.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">A file of parameters or a checkpoint.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the model stays as it was.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="Storage.ArchitectureMismatchException">The file belongs to another architecture or another smoothing; the message names both.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or lacks a parameter of the right shape; the model stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task LoadAsync(this IModel model, string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Task.Run(() => model.Load(path, progress, cancellationToken), cancellationToken);
    }
}
