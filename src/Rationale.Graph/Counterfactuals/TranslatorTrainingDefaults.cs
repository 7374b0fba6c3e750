namespace Rationale.Graph.Counterfactuals;

/// <summary>Defaults of a translator's training.</summary>
/// <param name="Epochs">Epochs with the whole learning rate.</param>
/// <param name="DecayEpochs">Epochs behind them, over which the learning rate falls to zero on a straight line.</param>
/// <param name="BatchSize">Images of each class in a step.</param>
/// <param name="LearningRate">Of Adam, whose β₁ is 0.5.</param>
/// <param name="PoolSize">Translations that are kept, so that discriminators also see older ones; 0 for the newest alone.</param>
/// <remarks>Thread safety: immutable, so that any number of threads may use it.</remarks>
public sealed record TranslatorTrainingDefaults(int Epochs = 100, int DecayEpochs = 100, int BatchSize = 1, double LearningRate = 2e-4, int PoolSize = 50);
