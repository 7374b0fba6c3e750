namespace Rationale.Samples.FSharpConsumer;

/// <summary>Says from five features of an applicant whether a loan will be paid back; features that the data annotate must not matter.</summary>
[Classifier(2)]
[Input(5)]
[Dense(16)]
[Softplus]
[Dense(2)]
[ExplainConstraint(Weight = 100)]
[Train(Epochs = 30, BatchSize = 32, LearningRate = 0.01)]
public sealed partial class Loans;

/// <summary>The same question, answered with a relevance for each feature.</summary>
[Classifier(2)]
[Input(5)]
[SelfExplaining(5, Origin = ConceptOrigin.Identity, RobustnessWeight = 0.01)]
[Train(Epochs = 10, BatchSize = 32, LearningRate = 0.003)]
public sealed partial class SelfExplainingLoans;

/// <summary>The same question, answered by votes over masked features, so that explanations can be certified.</summary>
[Classifier(2)]
[Input(5)]
[Dense(16)]
[Relu]
[Dense(2)]
[Smoothed(0.25, Quantization = 8)]
[Train(Epochs = 10, BatchSize = 32, LearningRate = 0.01)]
public sealed partial class SmoothedLoans;
