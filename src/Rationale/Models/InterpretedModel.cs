using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Training;

namespace Rationale.Models;

/// <summary>A model made at run time from a specification: what generated classes are, for programs that no generator sees (F#, search over architectures).</summary>
/// <param name="specification">What the model is.</param>
/// <param name="seed">Seed of the parameters.</param>
public sealed class InterpretedModel(ModelSpecification specification, ulong seed = 0) : IModel
{
    /// <inheritdoc/>
    public ModelRuntime Runtime { get; } = new(specification, null, seed);

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
    public void Dispose() => Runtime.Dispose();

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

                training.EndEpoch();
            }

            return training.Complete();
        }
    }
}
