using System.ComponentModel;
using Rationale.Attribution;
using Rationale.CompilerServices;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.SelfExplaining;
using Rationale.Smoothing;
using Rationale.Training;

namespace Rationale;

/// <summary>
/// A model that is given by its specification rather than by a class of its own: for programs that no generator sees (F#, a search over architectures), and what a TorchSharp module's
/// <c>ToModel()</c> returns. It does what generated classes do, by the same kernels in the same order.
/// </summary>
/// <remarks>Thread safety: as <see cref="IModel"/> says.</remarks>
public sealed class Model : IModel, IRuntimeOwner
{
    private Model(ModelRuntime runtime) => Runtime = runtime;

    internal ModelRuntime Runtime { get; }

    /// <inheritdoc/>
    ModelRuntime IRuntimeOwner.Runtime => Runtime;

    /// <inheritdoc/>
    public ModelSpecification Specification => Runtime.Specification;

    /// <inheritdoc/>
    public ModelParameters Parameters => Runtime.NamedView;

    /// <inheritdoc/>
    public int Workers
    {
        get => Runtime.Workers;
        set => Runtime.Workers = value;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? FeatureNames => Runtime.FeatureNames;

    /// <inheritdoc/>
    public IReadOnlyList<string>? ClassNames => Runtime.ClassNames;

    /// <inheritdoc/>
    public Preprocessing? Preprocessing
    {
        get => Runtime.Preprocessing;
        set => Runtime.Preprocessing = value;
    }

    /// <inheritdoc/>
    public double DecisionThreshold
    {
        get => Runtime.DecisionThreshold;
        set => Runtime.DecisionThreshold = value;
    }

    /// <summary>The model as the smoothed classifier that it declares, to vote and to certify.</summary>
    /// <exception cref="ArgumentException">The model declares no smoothing.</exception>
    public SmoothedModel Smoothed => Runtime.Smoothed;

    /// <summary>Makes a model whose programs are interpreted: no compiler has to see its specification.</summary>
    /// <param name="specification">What the model is.</param>
    /// <param name="seed">Seed of its parameters.</param>
    /// <exception cref="ArgumentException">The specification contradicts itself; the message says where.</exception>
    /// <exception cref="Graph.ShapeException">The layers do not fit together.</exception>
    public static Model Interpret(ModelSpecification specification, ulong seed = 0) => new(new ModelRuntime(specification, null, seed));

    /// <summary>Makes a model of programs that were compiled for its specification.</summary>
    /// <param name="specification">What the model is.</param>
    /// <param name="programs">Its programs, as the generator wrote them.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static Model FromPrograms(ModelSpecification specification, ProgramSource programs) => new(new ModelRuntime(specification, programs));

    /// <inheritdoc/>
    public void Initialize(ulong seed) => Runtime.Initialize(seed);

    /// <inheritdoc/>
    public Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(Runtime.PrepareTraining(train, options, progress, cancellationToken));

    /// <inheritdoc/>
    public Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(Runtime.PrepareTraining(train, options, progress, cancellationToken));

    /// <inheritdoc/>
    public Evaluation Evaluate(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Evaluate(data, progress, cancellationToken);

    /// <inheritdoc/>
    public Prediction Predict(ReadOnlySpan<float> x) => Runtime.Predict(x);

    /// <inheritdoc/>
    public Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Predict(features, progress, cancellationToken);

    /// <inheritdoc/>
    public Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Predict(data, progress, cancellationToken);

    /// <inheritdoc/>
    public Attribution.Attribution Explain(ReadOnlySpan<float> x, Target? target = null) => Runtime.Explain(x, target);

    /// <inheritdoc/>
    public Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        Runtime.Explain(data, target, progress, cancellationToken);

    /// <summary>Why a self-explaining model gives what it gives for one example: concepts, their relevances for each class, and what they add to the outputs.</summary>
    /// <param name="x">The features of one example.</param>
    /// <exception cref="ArgumentException">The model has no concepts, or the example does not fit it.</exception>
    public ConceptExplanation ExplainConcepts(ReadOnlySpan<float> x) => ExplainConcepts(FeatureMatrix.FromSpan(x, x.Length))[0];

    /// <summary>Why a self-explaining model gives what it gives for many examples.</summary>
    /// <param name="features">[examples × features].</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellationToken">Ends the work between blocks of examples.</param>
    /// <exception cref="ArgumentException">The model has no concepts, or the examples do not fit it.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    public ConceptExplanations ExplainConcepts(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        ConceptExplanations.Compute(this, features, progress, cancellationToken);

    /// <inheritdoc/>
    public void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Save(path, progress, cancellationToken);

    /// <inheritdoc/>
    public void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default) => Runtime.Load(path, progress, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => Runtime.Dispose();

    private static async Task<TrainingResult> RunAsync(TrainingRun training)
    {
        using (training)
        {
            await training.StartAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
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
