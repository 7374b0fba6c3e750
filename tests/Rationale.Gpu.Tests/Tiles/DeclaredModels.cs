namespace Rationale.Gpu.Tests.Tiles;

/// <summary>Right for the right reasons, with everything that a narrow network can have.</summary>
[Classifier(3)]
[Input(4)]
[Dense(9)]
[Relu]
[Dropout(0.2)]
[Dense(7)]
[Tanh]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[WeightPenalty(L2 = 0.01)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredClassifier;

/// <summary>Two passes over the examples.</summary>
[Classifier(3)]
[Input(4)]
[Dense(6)]
[BatchNorm]
[Relu]
[Dense(3)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredNormalized;

/// <summary>Images.</summary>
[Classifier(3)]
[Input(6, 6, 1)]
[Conv(3, 3)]
[Relu]
[MaxPool(2)]
[Flatten]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredImage;

/// <summary>An arena that does not fit the memory of a block.</summary>
[Classifier(2)]
[Input(4)]
[Dense(12_000)]
[Relu]
[Dense(2)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredWide;

/// <summary>Blocks that repeat: one method of the kernel, called with places.</summary>
[Classifier(3)]
[Input(4)]
[Residual(typeof(DeclaredBlock), Times = 6)]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredDeep;

/// <summary>A block of <see cref="DeclaredDeep"/>.</summary>
[Block]
[Dense(6)]
[Tanh]
[Dense(4)]
internal abstract class DeclaredBlock;
