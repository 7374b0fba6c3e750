using Rationale.Data;
using Rationale.Models;
using Rationale.Training;

namespace Rationale;

/// <summary>A model that can be trained, evaluated, asked and explained. Generated for attributed classes; see <see cref="InterpretedModel"/> for models made at run time.</summary>
public interface IModel : IDisposable
{
    /// <summary>Parameters, programs and everything else that tools need.</summary>
    ModelRuntime Runtime { get; }

    /// <summary>Trains on data in memory.</summary>
    /// <param name="train">Rows to learn from.</param>
    /// <param name="options">What to change from the model's own defaults.</param>
    /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    /// <exception cref="TrainingDivergedException">A loss term is no longer finite.</exception>
    Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Trains on data larger than memory, read anew in each epoch.</summary>
    /// <inheritdoc cref="TrainAsync(Dataset, TrainingOptions?, IProgress{TrainingProgress}?, CancellationToken)"/>
    Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Measures the model on labeled data.</summary>
    Evaluation Evaluate(Dataset data);

    /// <summary>The outputs for one row.</summary>
    /// <param name="x">One input row.</param>
    Prediction Predict(ReadOnlySpan<float> x);

    /// <summary>The outputs for many rows.</summary>
    /// <param name="features">[rows × inputs].</param>
    Predictions Predict(Column features);

    /// <summary>Saves parameters and a manifest as safetensors, whole or not at all.</summary>
    void Save(string path);

    /// <summary>Loads parameters that the same architecture saved.</summary>
    void Load(string path);
}
