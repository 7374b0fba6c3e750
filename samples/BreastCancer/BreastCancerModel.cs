namespace Rationale.Samples.BreastCancer;

/// <summary>Relevances of thirty measurements and a bias, penalized as the paper means it: on the logit.</summary>
[Classifier(classes: 1)]
[Input(30)]
[SelfExplaining(concepts: 30, Origin = ConceptOrigin.Identity, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 0.1, SparsityWeight = 0)]
[Train(Epochs = 100, BatchSize = 64, LearningRate = 1e-3)]
public sealed partial class BreastCancerModel
{
    /// <summary>Table 1.3 of the authors' settings for this table: hidden layers of 10, 10 and 5.</summary>
    [Relevance]
    [Dense(10)]
    [Tanh]
    [Dense(10)]
    [Tanh]
    [Dense(5)]
    [Tanh]
    [Dense(31)]
    private static class Relevances;
}
