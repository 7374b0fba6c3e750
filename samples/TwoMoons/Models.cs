namespace Rationale.Samples.TwoMoons;

/// <summary>What the networks of the paper have in common: their sizes are D − D/4 − D/8 − 2 for D = 2 + d features.</summary>
internal static class Settings
{
    /// <summary>Epochs at most; training stops where the validation accuracy has not got better for a hundred.</summary>
    public const int Epochs = 1000;

    /// <summary>The authors' batch.</summary>
    public const int BatchSize = 32;

    /// <summary>Learning rate of the predictor.</summary>
    public const double LearningRate = 5e-4;

    /// <summary>PyTorch's Adam adds weight_decay · θ to the gradient, which is that of weight_decay / 2 · Σ θ².</summary>
    public const double Decay = 5e-3 / 2;
}

/// <summary>The network for 50 nuisance features.</summary>
[Classifier(2, Reduction = Reduction.Mean)]
[Input(52), Dense(13), Relu, Dense(6), Relu, Dense(2)]
[AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]
[WeightPenalty(L2 = Settings.Decay)]
[Train(Epochs = Settings.Epochs, BatchSize = Settings.BatchSize, LearningRate = Settings.LearningRate)]
public sealed partial class TwoMoons50;

/// <summary>The network for 100 nuisance features.</summary>
[Classifier(2, Reduction = Reduction.Mean)]
[Input(102), Dense(25), Relu, Dense(12), Relu, Dense(2)]
[AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]
[WeightPenalty(L2 = Settings.Decay)]
[Train(Epochs = Settings.Epochs, BatchSize = Settings.BatchSize, LearningRate = Settings.LearningRate)]
public sealed partial class TwoMoons100;

/// <summary>The network for 200 nuisance features.</summary>
[Classifier(2, Reduction = Reduction.Mean)]
[Input(202), Dense(50), Relu, Dense(25), Relu, Dense(2)]
[AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]
[WeightPenalty(L2 = Settings.Decay)]
[Train(Epochs = Settings.Epochs, BatchSize = Settings.BatchSize, LearningRate = Settings.LearningRate)]
public sealed partial class TwoMoons200;

/// <summary>The network for 500 nuisance features.</summary>
[Classifier(2, Reduction = Reduction.Mean)]
[Input(502), Dense(125), Relu, Dense(62), Relu, Dense(2)]
[AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]
[WeightPenalty(L2 = Settings.Decay)]
[Train(Epochs = Settings.Epochs, BatchSize = Settings.BatchSize, LearningRate = Settings.LearningRate)]
public sealed partial class TwoMoons500;

/// <summary>The network for 1000 nuisance features.</summary>
[Classifier(2, Reduction = Reduction.Mean)]
[Input(1002), Dense(250), Relu, Dense(125), Relu, Dense(2)]
[AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]
[WeightPenalty(L2 = Settings.Decay)]
[Train(Epochs = Settings.Epochs, BatchSize = Settings.BatchSize, LearningRate = Settings.LearningRate)]
public sealed partial class TwoMoons1000;
