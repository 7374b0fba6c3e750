namespace Rationale.Samples.FeatureRelevance;

/// <summary>A network over 200 features of which ten matter, and a prior that is told, with noise, which.</summary>
[Regressor(1, Reduction = Reduction.Mean)]
[Input(RelevanceData.Features)]
[Dense(64)]
[Relu]
[Dense(32)]
[Relu]
[Dense(1)]
[AttributionPrior(metaFeatures: 2, Weight = 0.3, Hidden = new[] { 5 }, LearningRate = 1e-2)]
[Train(Epochs = 500, BatchSize = 32, LearningRate = 1e-3)]
public sealed partial class RelevanceModel;
