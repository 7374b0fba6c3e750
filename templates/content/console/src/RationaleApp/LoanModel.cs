using Rationale;

namespace RationaleApp;

/// <summary>
/// Grants or declines a loan. The weight says how much it costs when an answer depends on what the annotation mask of the training data forbids: here, the branch.
/// </summary>
[Classifier(classes: 2)]
[Input(3)] [Dense(16)] [Relu] [Dense(2)]
[ExplainConstraint(Weight = 10)]
[Train(Epochs = 100, LearningRate = 0.01)]
public sealed partial class LoanModel;
