namespace Rationale.Samples.ToyColors;

/// <summary>
/// The same network with the authors' <c>normalize</c> option: cross-entropy per row and penalty per annotated entry, so that one weight fits
/// annotations of any size. The paper uses it where the amount of data changes.
/// </summary>
[Classifier(classes: 2, Reduction = Reduction.Normalized)]
[Input(75)]
[Dense(50, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(30, Initialization = Initialization.SmallNormal)]
[Relu]
[Dense(2, Initialization = Initialization.SmallNormal)]
[ExplainConstraint(Weight = 10_000, Reduction = Reduction.Normalized)]
[WeightPenalty(L2 = 1e-4)]
[Train(Epochs = 64, BatchSize = 256)]
public sealed partial class NormalizedToyColorsModel;
