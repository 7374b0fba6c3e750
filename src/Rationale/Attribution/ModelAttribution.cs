using Rationale.Data;

namespace Rationale.Attribution;

/// <summary>Attributions as a member of every model.</summary>
/// <remarks>Thread safety: all members may be called from several threads at once.</remarks>
public static class ModelAttribution
{
    /// <summary>Says how much each input of each example has contributed to what the model says about it.</summary>
    /// <param name="model">A trained model, generated or a <see cref="Model"/>.</param>
    /// <param name="data">The examples; their labels are used where the labeled class is explained.</param>
    /// <param name="method">How.</param>
    /// <param name="options">Target, seed and memory; null for the defaults.</param>
    /// <param name="progress">Told about progress between chunks of examples.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples, class, baseline or groups do not fit the model; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Attributions Attribute(
        this IModel model,
        Dataset data,
        AttributionMethod method,
        AttributionOptions? options = null,
        IProgress<AttributionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        return method.Attribute(new ModelScore(model), data, options, progress, cancellationToken);
    }

    /// <summary>Attributes examples without labels.</summary>
    /// <inheritdoc cref="Attribute(IModel, Dataset, AttributionMethod, AttributionOptions?, IProgress{AttributionProgress}?, CancellationToken)"/>
    /// <param name="model">A trained model, generated or a <see cref="Model"/>.</param>
    /// <param name="features">[examples × inputs].</param>
    /// <param name="method">How.</param>
    /// <param name="options">Target, seed and memory; null for the defaults.</param>
    /// <param name="progress">Told about progress between chunks of examples.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    public static Attributions Attribute(
        this IModel model,
        FeatureMatrix features,
        AttributionMethod method,
        AttributionOptions? options = null,
        IProgress<AttributionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        return model.Attribute(Dataset.Unlabeled(features), method, options, progress, cancellationToken);
    }

    /// <summary>Says how much each input matters over a data set: the mean magnitude of its attributions, with the standard error. Scores of single examples are not kept.</summary>
    /// <inheritdoc cref="Attribute(IModel, Dataset, AttributionMethod, AttributionOptions?, IProgress{AttributionProgress}?, CancellationToken)"/>
    public static GlobalImportance GlobalImportance(
        this IModel model,
        Dataset data,
        AttributionMethod method,
        AttributionOptions? options = null,
        IProgress<AttributionProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        return method.GlobalImportance(new ModelScore(model), data, options, progress, cancellationToken);
    }

    /// <summary>Says how much each input matters over data larger than memory, read once.</summary>
    /// <param name="model">A trained model, generated or a <see cref="Model"/>.</param>
    /// <param name="data">The blocks of the first epoch.</param>
    /// <param name="method">How.</param>
    /// <param name="options">Target, seed and memory; null for the defaults.</param>
    /// <param name="progress">Told the number of examples that have their scores.</param>
    /// <param name="cancellationToken">Ends the work after the chunk in progress.</param>
    /// <exception cref="ArgumentException">Examples, class, baseline or groups do not fit the model, or the stream is empty; the message names what and how.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public static Task<GlobalImportance> GlobalImportanceAsync(
        this IModel model,
        DatasetStream data,
        AttributionMethod method,
        AttributionOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(method);
        return method.GlobalImportanceAsync(new ModelScore(model), data, options, progress, cancellationToken);
    }
}
