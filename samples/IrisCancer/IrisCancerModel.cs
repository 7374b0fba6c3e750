namespace Rationale.Samples.IrisCancer;

/// <summary>The paper's network and loss for a table of 34 columns: raw numbers, sums over the batch, small normal parameters.</summary>
[Classifier(classes: 2)]
[Input(34)]
[Dense(50, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(30, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(2, Initialization = Initialization.SmallNormal)]
[ExplainConstraint(Weight = 1000)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 200, BatchSize = 256)]
public sealed partial class IrisCancerModel;
