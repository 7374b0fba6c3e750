namespace Rationale.Benchmarks;

/// <summary>Two inputs, two classes: the smallest network of the RRR paper's figures.</summary>
[Classifier(2)]
[Input(2), Dense(50), Relu, Dense(30), Relu, Dense(2)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Plane;

/// <summary>A small table with a small batch, where overhead decides.</summary>
[Classifier(2)]
[Input(30), Dense(64), Relu, Dense(64), Relu, Dense(2)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 64)]
public sealed partial class Table;

/// <summary>The network of Decoy MNIST.</summary>
[Classifier(10)]
[Input(784), Dense(50), Relu, Dense(30), Relu, Dense(10)]
[ExplainConstraint(Weight = 10)]
public sealed partial class Digits;

/// <summary>The network of Decoy MNIST without a constraint.</summary>
[Classifier(10)]
[Input(784), Dense(50), Relu, Dense(30), Relu, Dense(10)]
public sealed partial class PlainDigits;

/// <summary>A wide perceptron, where the matrix product decides.</summary>
[Classifier(10)]
[Input(784), Dense(512), Relu, Dense(256), Relu, Dense(10)]
[ExplainConstraint(Weight = 10)]
public sealed partial class WideDigits;

/// <summary>A perceptron as wide as GPUs like it.</summary>
[Classifier(10)]
[Input(784), Dense(4096), Relu, Dense(4096), Relu, Dense(10)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 4096)]
public sealed partial class WidestDigits;

/// <summary>The wide perceptron without a constraint.</summary>
[Classifier(10)]
[Input(784), Dense(512), Relu, Dense(256), Relu, Dense(10)]
public sealed partial class PlainWideDigits;

/// <summary>The classic convolutional network of digits.</summary>
[Classifier(10)]
[Input(28, 28, 1), Conv(10, 5), MaxPool(2), Relu, Conv(20, 5), MaxPool(2), Relu, Flatten, Dense(50), Relu, Dense(10)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 128)]
public sealed partial class ConvolutionalDigits;

/// <summary>The network of <see cref="ConvolutionalDigits"/> without a constraint.</summary>
[Classifier(10)]
[Input(28, 28, 1), Conv(10, 5), MaxPool(2), Relu, Conv(20, 5), MaxPool(2), Relu, Flatten, Dense(50), Relu, Dense(10)]
public sealed partial class PlainConvolutionalDigits;

/// <summary>Three stages of two residual blocks over images of 32 × 32 points, with batch normalization by running statistics, as the peer's in evaluation mode.</summary>
[Classifier(10)]
[Input(32, 32, 3)]
[Conv(16, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu]
[Residual(typeof(Same16)), Relu, Residual(typeof(Same16)), Relu]
[Residual(typeof(Down32)), Relu, Residual(typeof(Same32)), Relu]
[Residual(typeof(Down64)), Relu, Residual(typeof(Same64)), Relu]
[GlobalAveragePool, Dense(10)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 64)]
public sealed partial class SmallResidual
{
    [Block]
    [Conv(16, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, Conv(16, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true)]
    private static class Same16;

    [Block]
    [Conv(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, Conv(32, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true)]
    private static class Down32;

    [Block]
    [Conv(32, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, Conv(32, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true)]
    private static class Same32;

    [Block]
    [Conv(64, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, Conv(64, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true)]
    private static class Down64;

    [Block]
    [Conv(64, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true), Relu, Conv(64, 3, Padding = 1, Bias = false), BatchNorm(Frozen = true)]
    private static class Same64;
}

/// <summary>A small transformer over 32 tokens: two blocks of attention with four heads and a perceptron, width 64.</summary>
[Classifier(10)]
[Input(32, 16), LastAxisDense(64), PositionalEmbedding]
[Residual(typeof(Mixing)), Residual(typeof(Thinking)), Residual(typeof(Mixing)), Residual(typeof(Thinking))]
[LayerNorm, GlobalAveragePool, Dense(10)]
[ExplainConstraint(Weight = 10)]
[Train(BatchSize = 64)]
public sealed partial class Transformer;

/// <summary>The small transformer without a constraint.</summary>
[Classifier(10)]
[Input(32, 16), LastAxisDense(64), PositionalEmbedding]
[Residual(typeof(Mixing)), Residual(typeof(Thinking)), Residual(typeof(Mixing)), Residual(typeof(Thinking))]
[LayerNorm, GlobalAveragePool, Dense(10)]
[Train(BatchSize = 64)]
public sealed partial class PlainTransformer;

/// <summary>Attention of a transformer.</summary>
[Block]
[LayerNorm, Attention(4)]
public static class Mixing;

/// <summary>The perceptron of a transformer, the same at each token.</summary>
[Block]
[LayerNorm, LastAxisDense(128), Relu, LastAxisDense(64)]
public static class Thinking;

/// <summary>A self-explaining network with five learned concepts, penalized with one norm of the whole batch as by its authors.</summary>
[Classifier(10, Reduction = Reduction.Mean)]
[Input(28, 28, 1)]
[SelfExplaining(concepts: 5, Reduction = RobustnessReduction.BatchFrobenius, RobustnessWeight = 1e-4)]
[Train(BatchSize = 128)]
public sealed partial class SelfExplainingDigits;

/// <summary>A predictor over a thousand features with an attribution prior over four meta-features of each, in the sizes of the DAPr paper's networks.</summary>
[Regressor(1, Reduction = Reduction.Mean)]
[Input(1000), Dense(512), Relu, Dense(256), Relu, Dense(1)]
[AttributionPrior(metaFeatures: 4, Hidden = new[] { 4 }, LearningRate = 1e-4)]
[Train(BatchSize = 32, LearningRate = 1e-5)]
public sealed partial class GeneExpression;

/// <summary>A convolutional network over patches of 4 × 4 points that votes over 64 masks.</summary>
[Classifier(10)]
[Input(28, 28, 1)]
[Conv(16, 5), MaxPool(2), Relu, Conv(32, 5), MaxPool(2), Relu, Flatten, Dense(10)]
[Smoothed(keep: 0.25, Quantization = 64, Patch = 4)]
public sealed partial class SmoothedDigits;

/// <summary>A classifier of shapes, whose maps are scored.</summary>
[Classifier(2)]
[Input(64, 64, 1)]
[Conv(8, 3, Padding = 1), Relu, MaxPool(2), Conv(16, 3, Padding = 1), Relu, MaxPool(2), Conv(16, 3, Padding = 1), Relu, Flatten, Dense(32), Relu, Dense(2)]
public sealed partial class ShapeClassifier;

/// <summary>A classifier of digits with a translator between two of them, whose networks are the usual ones.</summary>
[Classifier(10)]
[Input(28, 28, 1)]
[Flatten, Dense(10)]
[Counterfactual(0, 1, BatchSize = 8)]
public sealed partial class TranslatedDigits;
