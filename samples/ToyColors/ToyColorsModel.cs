namespace Rationale.Samples.ToyColors;

/// <summary>The paper's network and loss for images of 5 × 5 pixels: sums over the batch, small normal parameters.</summary>
[Classifier(classes: 2)]
[Input(75)]
[Dense(50, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(30, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(2, Initialization = Initialization.SmallNormal)]
[ExplainConstraint(Weight = 1000)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 64, BatchSize = 256)]
public sealed partial class ToyColorsModel;
