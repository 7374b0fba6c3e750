namespace Rationale.Samples.DecoyDigits;

/// <summary>
/// The paper's network and loss: sums over the batch, small normal parameters, and a penalty on gradients where the data say that they should not matter.
/// The compiler writes the rest; F12 on a member shows it.
/// </summary>
[Classifier(classes: 10)]
[Input(784)]
[Dense(50, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(30, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(10, Initialization = Initialization.SmallNormal)]
[ExplainConstraint(Weight = 1000)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 64, BatchSize = 256)]
public sealed partial class DecoyDigitsModel;
