using FsCheck;
using FsCheck.Fluent;
using Rationale.Oracle;

namespace Rationale.Generators.Tests;

/// <summary>Random declared models: every task, layer, penalty and setting, in small sizes.</summary>
internal static class RandomModels
{
    private static readonly Gen<string> Reductions = Gen.Elements("Sum", "Mean", "Normalized").Select(reduction => $"Reduction = Reduction.{reduction}");

    private static readonly Gen<string> Dense =
        from units in Gen.Choose(1, 20)
        from bias in Gen.Elements("true", "false")
        from initialization in Gen.Elements(Enum.GetNames<Initialization>())
        select $"[Dense({units}, Bias = {bias}, Initialization = Initialization.{initialization})]";

    private static readonly Gen<string> Layer = Gen.Frequency(
        (3, Dense),
        (4, Gen.Elements("[Relu]", "[LeakyRelu(0.1)]", "[LeakyRelu(-0.5)]", "[Elu]", "[Elu(0.3)]", "[Gelu]", "[Silu]", "[Tanh]", "[Sigmoid]", "[Softplus]", "[Softmax]")),
        (1, Gen.Elements("[Dropout(0.5)]", "[Dropout(0)]", "[Dropout(0.1)]")),
        (1, Gen.Elements("[LayerNorm]", "[LayerNorm(Epsilon = 0.01)]", "[BatchNorm(Epsilon = 0.1)]", "[BatchNorm(Frozen = true)]")),
        (1, Gen.Elements("[Residual(typeof(Sharp))]", "[Residual(typeof(Smooth), Times = 2)]", "[Residual(typeof(Smooth), Times = 7)]")),
        (1, Gen.Constant("[Flatten]")));

    private static readonly Gen<string> Convolution =
        from groups in Gen.Elements(1, 1, 2)
        from filters in Gen.Choose(1, 9)
        from size in Gen.Choose(1, 3)
        from stride in Gen.Choose(1, 2)
        from dilation in Gen.Choose(1, 2)
        from bias in Gen.Elements("true", "false")
        from initialization in Gen.Elements(Enum.GetNames<Initialization>())
        let padding = (size * dilation) - 1
        select $"[Conv({filters * 2}, {size}, Stride = {stride}, Padding = {padding}, Dilation = {dilation}, Groups = {groups}, Bias = {bias}, Initialization = Initialization.{initialization})]";

    /// <summary>Layers over images with an even number of channels. Each gives an image of at least one pixel, with an even number of channels, for any that it gets.</summary>
    private static Gen<string> ImageLayer(bool square) => Gen.Frequency(
        (4, Convolution),
        (2, Gen.Elements("[Relu]", "[LeakyRelu(0.1)]", "[Tanh]", "[Gelu]", "[Silu]", "[LayerNorm]")),
        (1, Gen.Elements("[MaxPool(2, Padding = 1)]", "[MaxPool(3, Stride = 1, Padding = 1)]", "[MaxPool(1, Stride = 2)]")),
        (1, Gen.Elements("[AveragePool(2, Padding = 1)]", "[AveragePool(3, Stride = 2, Padding = 1)]")),
        (1, Gen.Elements("[AdaptiveAveragePool(3, 3)]", "[AdaptiveMaxPool(2, 2)]", "[Upsample(2)]", "[Resize(3, 3, Kind = ResizeKind.Bilinear)]")),
        (1, Gen.Elements("[ConvTranspose(4, 3)]", "[ConvTranspose(2, 3, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 2)]", "[ConvTranspose(2, 2, Dilation = 2, Bias = false)]")),
        (1, Gen.Elements("[Residual(typeof(Wide))]", square ? "[Residual(typeof(Deep), Times = 2)]" : "[Residual(typeof(Wide), Times = 2)]", "[Residual(typeof(Depthwise))]")),
        (1, Gen.Elements("[Dropout(0.2)]")));

    private static readonly Gen<string> Image =
        from height in Gen.Choose(1, 7)
        from width in Gen.Choose(1, 7)
        from square in Gen.Elements(true, false) // The way around a block divides height and width by one number.
        from layers in ImageLayer(square).ListOf().Resize(4)
        from end in Gen.Elements("[Flatten]", "[GlobalAveragePool]")
        select $"[Input({height}, {(square ? height : width)}, 2)] {string.Join(" ", layers)} {end}";

    /// <summary>Tokens of width 4: embedded ids, or examples of two dimensions.</summary>
    private static readonly Gen<string> Tokens =
        from tokens in Gen.Choose(1, 9)
        from start in Gen.Elements($"[Input({tokens})] [Embedding(13, 4)]", $"[Input({tokens})] [Embedding(3, 4)]", $"[Input({tokens}, 4)]", $"[Input(4, {tokens})] [Permute(1, 0)]", $"[Input({tokens}, 2, 2)] [Reshape({tokens}, 4)]")
        from position in Gen.Elements("", "[PositionalEmbedding]")
        from layers in Gen.Elements(
            "[Residual(typeof(Mixing))]",
            "[Residual(typeof(Thinking))]",
            "[Attention(2, Causal = true)]",
            "[Attention(4, Bias = false)] [Relu]",
            "[LastAxisDense(4, Bias = false)] [Tanh]",
            "[Dropout(0.2)]",
            "[LayerNorm]", "[BatchNorm(Epsilon = 0.1)]", "[BatchNorm(Frozen = true)]").ListOf().Resize(3)
        from end in Gen.Elements("[Flatten]", "[GlobalAveragePool]")
        select $"{start} {position} {string.Join(" ", layers)} {end}";

    private static readonly Gen<string> Row =
        from shape in Gen.Choose(1, 4).NonEmptyListOf().Resize(3)
        from before in Gen.Elements("", "", "[Tanh]")
        select $"[Input({string.Join(", ", shape)})] {before} [Flatten]";

    /// <summary>The blocks that the models name.</summary>
    public static string Blocks { get; } = """
        /// <summary>A block of any shape.</summary>
        [Block] [LeakyRelu(0.2)]
        public static class Sharp;
        /// <summary>A block of any shape.</summary>
        [Block] [Tanh] [LayerNorm]
        public static class Smooth;
        /// <summary>A block that changes the channels.</summary>
        [Block] [Conv(6, 3, Padding = 1)] [Relu] [Conv(4, 1)]
        public static class Wide;
        /// <summary>A block that halves the image, and has a block.</summary>
        [Block] [Conv(4, 3, Stride = 2, Padding = 1, Groups = 2)] [Residual(typeof(Smooth))]
        public static class Deep;
        /// <summary>Attention over tokens of width 4.</summary>
        [Block] [LayerNorm] [Attention(heads: 1)]
        public static class Mixing;
        /// <summary>A perceptron for each token of width 4.</summary>
        [Block] [LayerNorm] [LastAxisDense(6)] [Gelu] [LastAxisDense(4)]
        public static class Thinking;
        /// <summary>A block that widens, filters each channel by itself, and narrows.</summary>
        [Block] [Conv(6, 1, Bias = false)] [Conv(6, 3, Padding = 1, Groups = 6)] [Relu] [Conv(2, 1)]
        public static class Depthwise;
        """;

    private static readonly Gen<string> Task = Gen.OneOf(
        from classes in Gen.Choose(1, 5) from reduction in Reductions select $"[Classifier({classes}, {reduction})] [{classes}]",
        from outputs in Gen.Choose(1, 3) from reduction in Reductions select $"[Regressor({outputs}, {reduction})] [{outputs}]");

    private static readonly Gen<string> WeightPenalty = Gen.Elements("", "", "[WeightPenalty(L2 = 0.01)]", "[WeightPenalty(L1 = 0.01)]", "[WeightPenalty(L1 = 0.01, L2 = 0.02)]");

    /// <summary>The attributes of a model.</summary>
    public static Gen<string> Attributes { get; } = Gen.Frequency((8, Layered), (1, SelfExplaining));

    private static Gen<string> Layered =>
        from task in Task
        from input in Gen.OneOf(Row, Image, Tokens)
        from layers in Layer.ListOf().Resize(5)
        from constraint in Constraint(task)
        from penalty in WeightPenalty
        let outputs = task[(task.LastIndexOf('[') + 1)..^1]
        select $"{task[..task.LastIndexOf('[')]}{input} {string.Join(" ", layers)} [Dense({outputs})] {constraint} {penalty}";

    /// <summary>Self-explaining models of three features or of small images, with the networks that they get without their own.</summary>
    private static Gen<string> SelfExplaining =>
        from classes in Gen.Choose(1, 3)
        from reduction in Reductions
        from input in Gen.Elements("[Input(3)]", "[Input(3)]", "[Input(5, 4, 1)]")
        from origin in Gen.Elements(
            "2", "3, Origin = ConceptOrigin.Encoder", "1, Origin = ConceptOrigin.Prototypes", "2, Origin = ConceptOrigin.Constant",
            "1, Origin = ConceptOrigin.Chosen, Features = new[] { 2 }", "2, Origin = ConceptOrigin.Chosen, Features = new[] { 1, 0 }, Bias = false")
        from aggregator in Gen.Elements(Enum.GetNames<ConceptAggregator>())
        from penalized in Gen.Elements(Enum.GetValues<TargetOutput>())
        from classesPenalized in Gen.Elements(Enum.GetValues<TargetClass>())
        from batch in Gen.Elements(Enum.GetNames<RobustnessReduction>())
        from weights in Gen.Elements("", ", RobustnessWeight = 0.5", ", RobustnessWeight = 0", ", ReconstructionWeight = 0, SparsityWeight = 0.1")
        from constraint in Gen.Elements("", "", "[ExplainConstraint(Weight = 2)]")
        select $"[Classifier({classes}, {reduction})] {input} [SelfExplaining({origin}, Aggregator = ConceptAggregator.{aggregator}, {EveryTarget.Arguments(new Target(penalized, classesPenalized))}, "
            + $"Reduction = RobustnessReduction.{batch}{weights})] {constraint}";

    private static Gen<string> Constraint(string task) =>
        from present in Gen.Elements(true, true, false)
        from target in Gen.Elements(task.StartsWith("[Regressor", StringComparison.Ordinal) ? [EveryTarget.OfRegressor] : EveryTarget.All)
        from norm in Gen.Elements(Enum.GetNames<PenaltyNorm>())
        from reduction in Reductions
        select present ? $"[ExplainConstraint(Weight = 2, {EveryTarget.Arguments(target)}, Norm = PenaltyNorm.{norm}, {reduction})]" : "";
}
