using Rationale.Data;
using Rationale.Training;

namespace Rationale.Constraints;

/// <summary>One model of <see cref="FindAnotherExplanation"/>.</summary>
/// <param name="Index">The round, from 0.</param>
/// <param name="Model">The trained model; the caller disposes it.</param>
/// <param name="Training">What the training did.</param>
/// <param name="Mask">What the model looks at: [examples × inputs], 1 where a gradient is among the largest of its example.</param>
/// <param name="Forbidden">What it was told not to look at; null where nothing was forbidden.</param>
/// <param name="TrainAccuracy">Accuracy on the training examples.</param>
/// <param name="TestAccuracy">Accuracy on the test examples; not a number without them.</param>
/// <param name="Overlap">Share of <paramref name="Mask"/> that was forbidden: near 0 if the model found other features, 1 if it reuses the old ones.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record ExplanationRound(
    int Index,
    IModel Model,
    TrainingResult Training,
    FeatureMatrix Mask,
    FeatureMatrix? Forbidden,
    double TrainAccuracy,
    double TestAccuracy,
    double Overlap);
