using Rationale.Data;
using Rationale.Training;

namespace Rationale.Models;

/// <summary>A model that is given by its specification rather than by a class of its own: it does what generated classes do.</summary>
public abstract class SpecifiedModel : IModel
{
    private protected SpecifiedModel(ModelRuntime runtime) => Runtime = runtime;

    /// <inheritdoc/>
    public ModelRuntime Runtime { get; }

    /// <inheritdoc/>
    public Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(Runtime.PrepareTraining(train, options, progress, cancellationToken));

    /// <inheritdoc/>
    public Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(Runtime.PrepareTraining(train, options, progress, cancellationToken));

    /// <inheritdoc/>
    public Evaluation Evaluate(Dataset data) => Runtime.Evaluate(data);

    /// <inheritdoc/>
    public Prediction Predict(ReadOnlySpan<float> x) => Runtime.Predict(x);

    /// <inheritdoc/>
    public Predictions Predict(Column features) => Runtime.Predict(features);

    /// <inheritdoc/>
    public void Save(string path) => Runtime.Save(path);

    /// <inheritdoc/>
    public void Load(string path) => Runtime.Load(path);

    /// <inheritdoc/>
    public void Dispose()
    {
        Runtime.Dispose();
        GC.SuppressFinalize(this);
    }

    private static async Task<TrainingResult> RunAsync(TrainingRun training)
    {
        using (training)
        {
            await training.StartAsync().ConfigureAwait(false);
            while (training.NextEpoch())
            {
                while (await training.NextBatchAsync().ConfigureAwait(false))
                {
                    training.ComputeGradients();
                    training.ClipGradients();
                    training.UpdateParameters();
                }

                await training.EndEpochAsync().ConfigureAwait(false);
            }

            return await training.CompleteAsync().ConfigureAwait(false);
        }
    }
}
