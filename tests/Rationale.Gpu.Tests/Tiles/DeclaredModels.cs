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

/// <summary>An image and a table, each through layers of its own.</summary>
[Classifier(3)]
[Input(4, 4, 1, Name = "image")]
[Conv(2, 3, Padding = 1)]
[Tanh]
[Flatten]
[Input(3, Name = "table")]
[Dense(4)]
[Tanh]
[Join]
[Dense(6)]
[Tanh]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredInputs;

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

/// <summary>Tokens that attend to each other.</summary>
[Classifier(3)]
[Input(3, 2)]
[LastAxisDense(4)]
[PositionalEmbedding]
[Residual(typeof(DeclaredMixing))]
[LayerNorm]
[GlobalAveragePool]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredTransformer;

/// <summary>A block of <see cref="DeclaredTransformer"/>.</summary>
[Block]
[LayerNorm]
[Attention(2)]
[LastAxisDense(4)]
internal abstract class DeclaredMixing;

/// <summary>A residual network of images.</summary>
[Classifier(3)]
[Input(4, 4, 1)]
[Conv(2, 3, Padding = 1)]
[BatchNorm(Frozen = true)]
[Relu]
[Residual(typeof(DeclaredDown))]
[GlobalAveragePool]
[Dense(3)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredResidual;

/// <summary>A block of <see cref="DeclaredResidual"/>.</summary>
[Block]
[Conv(4, 3, Stride = 2, Padding = 1)]
[Relu]
[Conv(4, 3, Padding = 1)]
internal abstract class DeclaredDown;

/// <summary>A classifier that votes over masks.</summary>
[Classifier(3)]
[Input(4)]
[Dense(6)]
[Tanh]
[Dense(3)]
[Smoothed(keep: 0.5, Quantization = 8)]
[Train(BatchSize = 8)]
internal sealed partial class DeclaredVoter;
