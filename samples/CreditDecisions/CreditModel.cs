namespace Rationale.Samples.CreditDecisions;

/// <summary>Will a loan be repaid? Trained on decisions of the past, in which one column was written after the fact: calls by debt collectors.</summary>
[Classifier(classes: 2)]
[Input(7)]
[Dense(32)]
[Relu]
[Dense(16)]
[Relu]
[Dense(2)]
[ExplainConstraint(Weight = 10)]
[Train(Epochs = 60, BatchSize = 64, LearningRate = 3e-3)]
public sealed partial class CreditModel;
