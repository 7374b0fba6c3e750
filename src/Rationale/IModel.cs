using Rationale.Attribution;
using Rationale.Data;
using Rationale.Graph.Models;
using Rationale.Models;
using Rationale.Training;

namespace Rationale;

/// <summary>
/// Everything that is done with a model: train it, evaluate it, ask it, explain it, save it. Generated for attributed classes; <see cref="Model"/> is the same for specifications
/// that are made at run time. What only some models can do are members of those: <c>ExplainConcepts</c> of self-explaining ones, <c>Smoothed</c> and <c>Certify</c> of smoothed ones.
/// </summary>
/// <remarks>
/// Thread safety: all members may be called from several threads; evaluating, predicting and explaining do not wait for each other, and give what they give on one thread. Loading,
/// drawing parameters and changing <see cref="Workers"/> wait for those in progress, and later ones for them, so that none sees half of a file. All may also be called while a training runs, and then see
/// parameters between two updates or in the middle of one; only one training runs at a time. After <see cref="IDisposable.Dispose"/> everything throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public interface IModel : IDisposable
{
    /// <summary>What the model is: input, layers, task, objectives and defaults of the training.</summary>
    ModelSpecification Specification { get; }

    /// <summary>The parameters, by name and all in one.</summary>
    ModelParameters Parameters { get; }

    /// <summary>
    /// Worker threads of evaluating, predicting and explaining, and of trainings whose options name no number; zero for one a core, and fewer where a batch is small. Equal numbers give equal bits.
    /// </summary>
    /// <value>The default is 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    int Workers { get; set; }

    /// <summary>A name for each feature, from the data of the last training or the file that was loaded; null where they had none.</summary>
    IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>A name for each class, from the data of the last training or the file that was loaded; null where they had none.</summary>
    IReadOnlyList<string>? ClassNames { get; }

    /// <summary>
    /// What turns raw data into the model's features, from the data of the first training or the file that was loaded; it is saved with the parameters. A model that has one takes raw data: rows of numbers
    /// are raw, and tables and data sets that are preprocessed say so. Null where the model takes features as they are.
    /// </summary>
    /// <exception cref="ArgumentException">It is set to one that gives another number of features.</exception>
    Preprocessing? Preprocessing
    {
        get => null;
        set => throw new NotSupportedException($"{GetType().Name} keeps no preprocessing; preprocess the data before they are given to it.");
    }

    /// <summary>
    /// The probability above which a binary classifier decides for class 1; it is saved with the parameters. <see cref="Prediction.Class"/>, the accuracies of <see cref="Evaluate"/> and the class that is explained
    /// follow it, probabilities and training do not.
    /// </summary>
    /// <value>The default is 0.5.</value>
    /// <exception cref="ArgumentException">It is set to a number that is not between 0 and 1, or that of a model which is no binary classifier.</exception>
    double DecisionThreshold
    {
        get => 0.5;
        set => throw new NotSupportedException($"{GetType().Name} keeps no decision threshold; compare its probabilities with one.");
    }

    /// <summary>Draws all parameters anew.</summary>
    /// <param name="seed">The same seed gives the same parameters on every machine.</param>
    void Initialize(ulong seed);

    /// <summary>Trains on data in memory.</summary>
    /// <param name="train">Examples to learn from.</param>
    /// <param name="options">What to change from the model's own defaults.</param>
    /// <param name="progress">Told about progress a few times a second and at the end of each epoch.</param>
    /// <param name="cancellationToken">Ends the training after the step in progress; a checkpoint is saved where a folder is set.</param>
    /// <exception cref="ArgumentException">Data or options do not fit the model; the message names what and how.</exception>
    /// <exception cref="InvalidOperationException">Another training of the model has not ended.</exception>
    /// <exception cref="TrainingDivergedException">A loss term is no longer finite.</exception>
    Task<TrainingResult> TrainAsync(Dataset train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Trains on data larger than memory, read anew in each epoch.</summary>
    /// <inheritdoc cref="TrainAsync(Dataset, TrainingOptions?, IProgress{TrainingProgress}?, CancellationToken)"/>
    Task<TrainingResult> TrainAsync(DatasetStream train, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Measures the model on labeled data.</summary>
    /// <param name="data">Labeled examples; an annotation mask, where there is one, gives the explanation penalty.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The data do not fit the model.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    Evaluation Evaluate(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The outputs for one example.</summary>
    /// <param name="x">The features of one example: raw ones where the model has a <see cref="Preprocessing"/>.</param>
    /// <exception cref="ArgumentException">The example does not fit the model, or has a value that is not finite.</exception>
    Prediction Predict(ReadOnlySpan<float> x);

    /// <summary>The outputs for many examples.</summary>
    /// <param name="features">[examples × features], raw or preprocessed.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model, there are none, or a value is not finite.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    Predictions Predict(FeatureMatrix features, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>The outputs for the features of a data set, labeled or not.</summary>
    /// <param name="data">The examples.</param>
    /// <inheritdoc cref="Predict(FeatureMatrix, IProgress{double}?, CancellationToken)"/>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    Predictions Predict(Dataset data, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Why the model gives what it gives for one example: the gradient of the attribution target with respect to the input. Other methods: <see cref="ModelAttribution"/>.</summary>
    /// <param name="x">The features of one example: raw ones where the model has a <see cref="Preprocessing"/>.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <returns>The gradient in the shape of the input, what it is of, and the prediction; for token ids the norm of the gradient of each one's vector.</returns>
    /// <exception cref="ArgumentException">The example or the target does not fit the model, or the target needs a label.</exception>
    Attribution.Attribution Explain(ReadOnlySpan<float> x, Target? target = null);

    /// <summary>Why the model gives what it gives for many examples: the gradients of the attribution target with respect to the inputs.</summary>
    /// <param name="data">The examples; targets of the labeled class look at their labels.</param>
    /// <param name="target">What is explained; null for the probability of the predicted class, or the sum of a regressor's outputs.</param>
    /// <param name="progress">Told the share done; must not use the model in turn.</param>
    /// <param name="cancellationToken">Ends the work between tiles.</param>
    /// <returns>Scores of [examples × features]. Their classes are those that the target looks at, −1 where it is a sum over all of them.</returns>
    /// <exception cref="ArgumentException">The examples or the target do not fit the model, or the target needs labels that the data do not have.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    Attributions Explain(Dataset data, Target? target = null, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Saves parameters and a manifest as safetensors, whole or not at all.</summary>
    /// <param name="path">The file; an old one is replaced.</param>
    /// <param name="progress">Told the share that is written.</param>
    /// <param name="cancellationToken">Ends the writing; an old file stays as it was.</param>
    /// <exception cref="IOException">The file cannot be written; an old one stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    void Save(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Loads parameters that the same architecture saved.</summary>
    /// <param name="path">A file of parameters or a checkpoint.</param>
    /// <param name="progress">Told the share that is read.</param>
    /// <param name="cancellationToken">Ends the reading; the model stays as it was.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="Storage.ArchitectureMismatchException">The file belongs to another architecture or another smoothing; the message names both.</exception>
    /// <exception cref="DataFormatException">The file is damaged, or lacks a parameter of the right shape; the model stays as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was canceled.</exception>
    void Load(string path, IProgress<double>? progress = null, CancellationToken cancellationToken = default);
}
