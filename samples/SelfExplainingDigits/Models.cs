namespace Rationale.Samples.SelfExplainingDigits;

/// <summary>
/// The networks of the paper's table of architectures: two convolutions give five concepts, two others give a relevance for each concept and digit. The penalty looks
/// at the logits, on which relevances act; its norm is one over the whole batch, as the authors have it.
/// </summary>
[Classifier(classes: 10, Reduction = Reduction.Mean)]
[Input(28, 28, 1)]
[SelfExplaining(concepts: 5, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 1e-4)]
[Train(BatchSize = 128, LearningRate = 1e-3)]
public sealed partial class LogitDigits;

/// <summary>The same networks with the penalty of the authors' code: on the log-probabilities.</summary>
[Classifier(classes: 10, Reduction = Reduction.Mean)]
[Input(28, 28, 1)]
[SelfExplaining(concepts: 5, Output = TargetOutput.LogProbability, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 1e-4)]
[Train(BatchSize = 128, LearningRate = 1e-3)]
public sealed partial class LogProbabilityDigits;

/// <summary>A control whose concepts are all one: what is not lost beside it owes nothing to the concepts.</summary>
[Classifier(classes: 10, Reduction = Reduction.Mean)]
[Input(28, 28, 1)]
[SelfExplaining(concepts: 5, Origin = ConceptOrigin.Constant, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 1e-4)]
[Train(BatchSize = 128, LearningRate = 1e-3)]
public sealed partial class ConstantDigits;

/// <summary>
/// The same with the relevance network of the authors' code as well, whose relevances lie between −1 and 1 and are dropped at random. Decoder and sparsity stay on, which
/// that code loses when it penalizes.
/// </summary>
[Classifier(classes: 10, Reduction = Reduction.Mean)]
[Input(28, 28, 1)]
[SelfExplaining(concepts: 5, Output = TargetOutput.LogProbability, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 1e-4)]
[Train(BatchSize = 128, LearningRate = 1e-3)]
public sealed partial class AuthorsDigits
{
    [Relevance]
    [Conv(10, 5)]
    [MaxPool(2)]
    [Relu]
    [Conv(20, 5)]
    [MaxPool(2)]
    [Relu]
    [Flatten]
    [Dense(50)]
    [Dropout(0.5)]
    [Tanh]
    private static class Relevances;
}
