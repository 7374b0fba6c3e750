using Rationale.Training;

namespace Rationale.Graph.Models;

/// <summary>Defaults of the training of a model; see <see cref="TrainAttribute"/> for the meaning of each.</summary>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TrainingDefaults(
    int Epochs = 10,
    int BatchSize = 256,
    OptimizerKind Optimizer = OptimizerKind.Adam,
    double LearningRate = 1e-3,
    double Momentum = 0,
    double WeightDecay = 0.01,
    double ClipNorm = 0,
    LearningRateSchedule? Schedule = null);
