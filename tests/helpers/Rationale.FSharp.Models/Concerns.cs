namespace Rationale.FSharp.Models;

[Classifier(10)]
[Input(784)]
[Dense(50)]
[Relu]
[Dense(10)]
[ExplainConstraint]
public sealed partial class Digits;

[Classifier(3, Reduction = Reduction.Mean, ClassWeights = [1, 2, 0.5])]
[Input(6)]
[Dense(5, Initialization = Initialization.SmallNormal)]
[Softplus]
[Dense(3)]
[ExplainConstraint(Weight = 10, Norm = PenaltyNorm.L1, Reduction = Reduction.Normalized)]
[WeightPenalty(L2 = 1e-3, L1 = 1e-4)]
[Train(BatchSize = 8, Optimizer = OptimizerKind.AdamW, WeightDecay = 0.1)]
public sealed partial class Constrained;

[Classifier(3)]
[Input(6)]
[SelfExplaining(4, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 0.1, ReconstructionWeight = 0.5, SparsityWeight = 1e-3)]
public sealed partial class Autoencoder
{
    [ConceptEncoder]
    [Dense(5)]
    [Tanh]
    [Dense(4)]
    public sealed class Encoder;

    [ConceptDecoder]
    [Dense(6)]
    public sealed class Decoder;

    [Relevance]
    [Dense(12)]
    public sealed class Relevances;
}

[Classifier(2)]
[Input(6)]
[SelfExplaining(3, Origin = ConceptOrigin.Chosen, Features = [0, 2, 5], Bias = false, Aggregator = ConceptAggregator.PositiveAffine, Output = TargetOutput.LogProbability, Class = TargetClass.Labeled)]
public sealed partial class Chosen
{
    [Aggregation]
    [Tanh]
    public sealed class Bend;
}

[Classifier(2)]
[Input(4, 4, 1)]
[SelfExplaining(3)]
public sealed partial class UsualConcepts;

[Classifier(2)]
[Input(6)]
[SelfExplaining(6, Origin = ConceptOrigin.Identity)]
public sealed partial class IdentityConcepts;

[Regressor]
[Input(6)]
[Dense(4)]
[Softplus]
[Dense(1)]
[AttributionPrior(2, Weight = 0.5, Preset = PriorPreset.Alzheimers, References = 2, Norm = PenaltyNorm.L2, Signed = true)]
public sealed partial class Prior;

[Classifier(2)]
[Input(6)]
[Dense(4)]
[Softplus]
[Dense(2)]
[AttributionPrior(2, Attribution = AttributionKind.Gradient, Hidden = [3], Dropout = 0.1, LearningRate = 0.01, Output = TargetOutput.Probability, Class = TargetClass.Predicted)]
public sealed partial class HiddenPrior;

[Classifier(2)]
[Input(6)]
[Dense(4)]
[Softplus]
[Dense(2)]
[AttributionPrior(2, Index = 1)]
public sealed partial class OwnPrior
{
    [PriorNetwork]
    [Dense(2)]
    [Relu]
    [Dense(1)]
    public sealed class Network;
}

[Classifier(2)]
[Input(4, 4)]
[Flatten]
[Dense(4)]
[Softplus]
[Dense(2)]
[SmoothAttributions(Weight = 0.1, Attribution = AttributionKind.InputTimesGradient)]
[GraphAttributions(Weight = 0.2, Attribution = AttributionKind.LogGradient)]
[SparseAttributions(Weight = 0.3, Measure = SparsityMeasure.L1, Index = 0)]
public sealed partial class Attributed;

[Classifier(2)]
[Input(4, 4, 1)]
[Flatten]
[Dense(4)]
[Relu]
[Dense(2)]
[Smoothed(0.25, Quantization = 8, Patch = 2, Replacement = 0.5, Seed = 7, Output = SmoothedOutput.Averages, Training = MaskedTraining.Bernoulli)]
public sealed partial class Patched;

[Classifier(2)]
[Input(4)]
[Dense(2)]
[Softmax]
[Smoothed(0.5, Quantization = 4, Groups = [0, 0, 1, 1], Base = BaseOutput.Probabilities, Training = MaskedTraining.None)]
public sealed partial class Grouped;

[Classifier(2)]
[Input(4)]
[Dense(2)]
[Smoothed(0.25)]
public sealed partial class Voted;

[Classifier(3)]
[Input(8, 8, 1)]
[Flatten]
[Dense(3)]
[Counterfactual(0, 2, Minimum = -1, Maximum = 2, CycleWeight = 5, IdentityWeight = 0.1, ClassifierWeight = 0.5, Epochs = 2, DecayEpochs = 1, BatchSize = 4, LearningRate = 1e-3, PoolSize = 3)]
public sealed partial class Translated
{
    [TranslatorGenerator]
    [Conv(2, 3, Padding = 1)]
    [Tanh]
    [Conv(1, 3, Padding = 1)]
    [Tanh]
    public sealed class Generator;

    [TranslatorDiscriminator]
    [Conv(2, 3, Padding = 1)]
    [LeakyRelu(0.2)]
    [Conv(1, 3, Padding = 1)]
    public sealed class Discriminator;
}

[Classifier(3)]
[Input(8, 8, 1)]
[Flatten]
[Dense(3)]
[Counterfactual]
public sealed partial class TranslatedAll;

[Classifier(3)]
[Input(8, 8, 1)]
[Flatten]
[Dense(3)]
[Counterfactual(0, 1, Name = "ZeroToOne")]
[Counterfactual(Name = "Star", Maximum = 2)]
public sealed partial class TranslatedTwice;

[Classifier(2)]
[Input(4, 4, 1, Name = "image")]
[Conv(2, 3)]
[Tanh]
[Flatten]
[Input(3, Name = "patient")]
[Join]
[Dense(4)]
[Relu]
[Dense(2)]
[ExplainConstraint(Weight = 10, OnInputs = ["patient"])]
[Smoothed(0.25, Quantization = 8, Patch = 2, Input = "image")]
public sealed partial class Scans;

[Classifier(2)]
[Input(2, Name = "left")]
[Input(3, Name = "right")]
[Join]
[SelfExplaining(3, OnInputs = ["right"])]
public sealed partial class Pairs;

[Regressor(2)]
[Input(5, Name = "text")]
[Embedding(7, 2)]
[Flatten]
[Dense(1)]
[Input(3, Name = "numbers")]
[Dense(1)]
[Join]
[ExplainConstraint(Weight = 10)]
public sealed partial class Added;

[Classifier(2)]
[Input(4, Name = "flower")]
[Dense(2)]
public sealed partial class Named;
