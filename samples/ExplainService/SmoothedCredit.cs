namespace Rationale.Samples.ExplainService;

/// <summary>The credit model as a vote over masked applications, whose explanations have a proof: what would have to change before the vote does.</summary>
[Classifier(classes: 2)]
[Input(7)]
[Dense(32)]
[Relu]
[Dense(16)]
[Relu]
[Dense(2)]
[ExplainConstraint(Weight = 10)]
[Smoothed(keep: 0.5, Quantization = 8)]
[Train(Epochs = 60, BatchSize = 64, LearningRate = 3e-3)]
public sealed partial class SmoothedCredit;
