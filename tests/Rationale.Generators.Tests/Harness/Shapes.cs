namespace Rationale.Generators.Tests;

/// <summary>Models of every shape that the generator must cope with, by name.</summary>
internal static class Shapes
{
    /// <summary>Files that a concern of the model has beside the main one and the programs.</summary>
    public static int FilesOfItsOwn(string shape) => shape == "Counterfactual" ? 5
        : shape is "SelfExplainingInputs" or "SmoothedInputs" ? 2
        : shape is "TwoInputs" or "TextAndTable" ? 1
        : shape == "Everything" || shape.StartsWith("Smoothed", StringComparison.Ordinal) || shape.StartsWith("SelfExplaining", StringComparison.Ordinal) ? 1 : 0;

    /// <summary>Networks and losses, each a class of its name in the namespace <c>Models</c>.</summary>
    public static IReadOnlyDictionary<string, string> Models { get; } = new[]
    {
        Model(
            "Everything",
            "[Classifier(3)] [Input(4, 4, 1)] [Conv(2, 3)] [Relu] [Flatten] [Dropout(0.25)] [Dense(3)] [ExplainConstraint(Weight = 10)] [WeightPenalty(L1 = 0.001, L2 = 0.01)] "
            + "[Smoothed(keep: 0.25, Quantization = 8, Patch = 2)] [Train(Epochs = 20, BatchSize = 32, Optimizer = OptimizerKind.AdamW, LearningRate = 0.01, WeightDecay = 0.1, ClipNorm = 1)]"),
        Model("PlainClassifier", "[Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dense(3)]"),
        Model("ConstrainedClassifier", "[Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dense(3)] [ExplainConstraint(Weight = 10)]"),
        Model("BinaryClassifier", "[Classifier(1)] [Input(4)] [Dense(5)] [Tanh] [Dense(1)] [ExplainConstraint(Output = TargetOutput.Probability, Class = TargetClass.Labeled)]"),
        Model("Regressor", "[Regressor(2, Reduction = Reduction.Mean)] [Input(4)] [Dense(5)] [Softplus] [Dense(2)] [ExplainConstraint(Norm = PenaltyNorm.L1)]"),
        Model("Dropout", "[Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dropout(0.25)] [Dense(3)] [ExplainConstraint]"),
        Model(
            "EveryActivation",
            "[Classifier(2)] [Input(3)] [Dense(4)] [Relu] [Dense(4)] [LeakyRelu(0.1)] [Dense(4)] [Elu(0.5)] [Dense(4)] [Gelu] [Dense(4)] [Silu] "
            + "[Dense(4)] [Tanh] [Dense(4)] [Sigmoid] [Dense(4)] [Softplus] [Dense(4)] [Softmax] [Dense(2)] [ExplainConstraint]"),
        Model("WeightPenalty", "[Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dense(3)] [WeightPenalty(L1 = 0.001, L2 = 0.01)]"),
        Model("NormalizedReduction", "[Classifier(3, Reduction = Reduction.Mean)] [Input(4)] [Dense(5)] [Relu] [Dense(3)] [ExplainConstraint(Reduction = Reduction.Normalized)]"),
        Model("AutomaticWeight", "[Classifier(3)] [Input(4)] [Dense(3)] [ExplainConstraint(AutomaticRatio = 0.5)] [Train(Optimizer = OptimizerKind.AdamW, ClipNorm = 1, LearningRate = 1e-2)]"),
        Model("CommonGradient", "[Classifier(3)] [Input(300)] [Dense(512)] [Relu] [Dense(3)] [ExplainConstraint(Weight = 10)]"),
        Model("Scheduled", "[Classifier(3)] [Input(4)] [Dense(3)] [CosineSchedule(MinFactor = 0.1)] [WarmUp(Steps = 100)]"),
        Model("NoBias", "[Classifier(3)] [Input(4)] [Dense(5, Bias = false)] [Relu] [Dense(3, Bias = false, Initialization = Initialization.KaimingNormal)] [ExplainConstraint]"),
        Model(
            "ConvolutionalClassifier",
            "[Classifier(3)] [Input(8, 8, 1)] [Conv(4, 3, Padding = 1)] [MaxPool(2)] [Relu] [Conv(6, 3, Groups = 2)] [Relu] [Flatten] [Dense(3)] [ExplainConstraint(Weight = 10)]"),
        Model(
            "ConvolutionForms",
            "[Classifier(2)] [Input(9, 7, 2)] [Conv(4, 3, Stride = 2, Padding = 2, Dilation = 2, Bias = false)] [Tanh] [Conv(4, 2, Groups = 4)] [Silu] [MaxPool(2, Stride = 1, Padding = 1)] "
            + "[Conv(3, 1)] [AveragePool(2, Stride = 1)] [GlobalAveragePool] [Dense(2)] [ExplainConstraint(Norm = PenaltyNorm.L1, Reduction = Reduction.Normalized)] [WeightPenalty(L2 = 0.01)]"),
        Model(
            "ResidualNetwork",
            "[Classifier(3)] [Input(6, 6, 2)] [Conv(4, 3, Padding = 1)] [Relu] [Residual(typeof(Same), Times = 2)] [Relu] [Residual(typeof(Down))] [Relu] [GlobalAveragePool] [Dense(3)] "
            + "[ExplainConstraint]",
            "[Block] [Conv(4, 3, Padding = 1)] [Relu] [Conv(4, 3, Padding = 1)]\npublic static class Same;",
            "[Block] [Conv(6, 3, Stride = 2, Padding = 1)] [Relu] [Residual(typeof(Inner))]\npublic static class Down;",
            "[Block] [Conv(6, 1)] [Tanh]\npublic static class Inner;"),
        Model(
            "RepeatedBlocks",
            "[Classifier(3)] [Input(6)] [Residual(typeof(Wide), Times = 6)] [Dense(3)] [ExplainConstraint]",
            "[Block] [Dense(8)] [Tanh] [Dropout(0.5)] [Dense(6)]\npublic static class Wide;"),
        Model(
            "LayerNormalized",
            "[Classifier(3)] [Input(5)] [Dense(6)] [LayerNorm] [Gelu] [Residual(typeof(Hidden))] [LayerNorm(Epsilon = 0.1)] [Dense(3)] [ExplainConstraint(Reduction = Reduction.Mean)]",
            "[Block] [Dense(8)] [Tanh] [LayerNorm] [Dense(6)]\npublic static class Hidden;"),
        Model(
            "Transformer",
            "[Classifier(3)] [Input(5)] [Embedding(11, 4)] [PositionalEmbedding] [Residual(typeof(Mixing))] [Residual(typeof(Thinking))] [GlobalAveragePool] [Dense(3)] [ExplainConstraint]",
            "[Block] [LayerNorm] [Attention(heads: 2, Causal = true)]\npublic static class Mixing;",
            "[Block] [LayerNorm] [LastAxisDense(8)] [Gelu] [LastAxisDense(4)]\npublic static class Thinking;"),
        Model(
            "Decoder",
            "[Regressor(25)] [Input(6)] [Dense(12)] [Relu] [Reshape(2, 2, 3)] [ConvTranspose(4, 3, Stride = 2, Padding = 1, OutputPadding = 1)] [Tanh] [Upsample(2)] [AdaptiveMaxPool(6, 7)] "
            + "[Resize(5, 5, Kind = ResizeKind.Bilinear)] [Permute(2, 0, 1)] [AdaptiveAveragePool(1, 5)] [Permute(1, 2, 0)] [Flatten] [Dense(25)] [ExplainConstraint]"),
        Model(
            "Normalized",
            "[Classifier(3)] [Input(5, 5, 2)] [Conv(4, 3)] [BatchNorm] [Relu] [InstanceNorm(Affine = true)] [Flatten] [BatchNorm(Frozen = true)] [Dense(3)] [ExplainConstraint] [WeightPenalty(L2 = 0.01)]"),
        Model("SmoothedClassifier", "[Classifier(3)] [Input(8, 8, 1)] [Flatten] [Dense(5)] [Relu] [Dense(3)] [Smoothed(keep: 0.25, Quantization = 16, Patch = 2, Seed = 5)]"),
        Model("SelfExplainingTable", "[Classifier(2)] [Input(4)] [SelfExplaining(3)]"),
        Model("SelfExplainingChoice", "[Classifier(1)] [Input(4)] [SelfExplaining(2, Origin = ConceptOrigin.Chosen, Features = new[] { 3, 1 }, Aggregator = ConceptAggregator.PositiveAffine, Output = TargetOutput.Probability, Reduction = RobustnessReduction.BatchFrobenius)]"),
        Model("PriorClassifier", "[Classifier(2, Reduction = Reduction.Mean)] [Input(6)] [Dense(5)] [Relu] [Dense(2)] [AttributionPrior(metaFeatures: 2, Preset = PriorPreset.TwoMoons)]"),
        Model(
            "PriorRegressor",
            "[Regressor(1)] [Input(6)] [Dense(5)] [Relu] [Dropout(0.25)] [Dense(1)] [AttributionPrior(3, References = 2, Weight = 0.5, LearningRate = 0.01)] [GraphAttributions(Weight = 0.1)]")
            .WithNested("[PriorNetwork] [Dense(4)] [Tanh] [Dropout(0.5)] [Dense(1)] private static class Network;"),
        Model(
            "StructuralPriors",
            "[Classifier(3)] [Input(4, 5, 2)] [Conv(3, 3)] [BatchNorm] [Relu] [Flatten] [Dense(3)] [ExplainConstraint] [SmoothAttributions(Weight = 0.01)] "
            + "[SparseAttributions(Measure = SparsityMeasure.L1, Attribution = AttributionKind.Gradient, Index = 1)]"),
        Model("SmoothedTable", "[Classifier(1)] [Input(40)] [Dense(1)] [Smoothed(0.125, Output = SmoothedOutput.Averages, Training = MaskedTraining.Bernoulli, Replacement = 0.5)]"),
        Model(
            "TwoInputs",
            "[Classifier(3)] [Input(4, 4, 1, Name = \"image\")] [Conv(2, 3, Padding = 1)] [Tanh] [Flatten] [Input(3, Name = \"table\")] [Dense(4)] [Tanh] [Join] [Dense(6)] [Tanh] [Dense(3)] "
            + "[ExplainConstraint(Weight = 10)]"),
        Model(
            "TextAndTable",
            "[Regressor(2)] [Input(5, Name = \"t1\")] [Embedding(7, 2)] [Flatten] [Input(3, Name = \"frame\")] [Input(2, 1, Name = \"lambda\")] [Flatten] [Join] [Dense(4)] [Softplus] [Dense(2)] "
            + "[ExplainConstraint(OnInputs = new[] { \"t1\", \"frame\" }, Reduction = Reduction.Normalized)]"),
        Model(
            "SelfExplainingInputs",
            "[Classifier(2)] [Input(2, Name = \"x\")] [Input(3, Name = \"ExplainConcepts\")] [Join] [SelfExplaining(3, Origin = ConceptOrigin.Encoder, OnInputs = new[] { \"ExplainConcepts\" })]"),
        Model(
            "SmoothedInputs",
            "[Classifier(2)] [Input(3, Name = \"explanation\")] [Dense(2)] [Input(8, Name = \"class\")] [Input(1, Name = \"target\")] [Join] [Relu] [Dense(2)] "
            + "[Smoothed(0.25, Quantization = 8, Groups = new[] { 0, 0, 1, 1, 2, 2, 3, 3 }, Input = \"class\")]"),
        new("Counterfactual", """
            using Rationale;
            namespace Models;
            /// <summary>A model.</summary>
            [Classifier(3)] [Input(6, 6, 1)] [Flatten] [Dense(3)]
            [Counterfactual(0, 2, Epochs = 2, DecayEpochs = 1, BatchSize = 4, ClassifierWeight = 0.5)]
            public sealed partial class Counterfactual
            {
                [TranslatorGenerator] [Conv(2, 3, Padding = 1)] [InstanceNorm] [Relu] [Conv(1, 3, Padding = 1)] [Tanh]
                private static class Generator;

                [TranslatorDiscriminator] [Conv(2, 4, Stride = 2)] [LeakyRelu(0.2)] [Conv(1, 2)]
                private static class Discriminator;
            }
            """),
        Model("Image", "[Classifier(2)] [Input(3, 2, 2)] [Flatten] [Dense(4)] [Relu] [Dense(2)] [ExplainConstraint]"),
    }.ToDictionary(model => model.Key, model => model.Value);

    /// <summary>Places where a class can stand.</summary>
    public static IReadOnlyDictionary<string, string> Types { get; } = new Dictionary<string, string>
    {
        ["NestedInEverything"] = $$"""
            using Rationale;
            namespace Outer.Inner;
            /// <summary>A class.</summary>
            public partial class InClass
            {
                /// <summary>A struct.</summary>
                public partial struct InStruct
                {
                    /// <summary>A record.</summary>
                    public partial record InRecord
                    {
                        /// <summary>A record struct.</summary>
                        public partial record struct InRecordStruct
                        {
                            /// <summary>An interface.</summary>
                            public partial interface IInInterface<TIn, TOut>
                            {
                                {{Attributes}}
                                internal sealed partial class Model;
                            }
                        }
                    }
                }
            }
            """,
        ["GenericWithConstraints"] = $$"""
            using System;
            using System.Collections.Generic;
            using Rationale;
            namespace Generic;
            /// <summary>A model.</summary>
            {{Attributes}}
            public sealed partial class Model<T, TClass, TList, @event>
                where T : unmanaged, IComparable<T>
                where TClass : class?, IDisposable
                where TList : notnull, IReadOnlyDictionary<string, List<T?>>, new()
            {
            }
            """,
        ["GlobalNamespace"] = $$"""
            using Rationale;
            /// <summary>A model.</summary>
            {{Attributes}}
            public sealed partial class GlobalModel;
            """,
        ["KeywordNames"] = $$"""
            using Rationale;
            namespace @namespace.@class;
            /// <summary>A model.</summary>
            {{Attributes}}
            public sealed partial class @event;
            """,
        ["OwnConstructor"] = $$"""
            using Rationale;
            namespace Own;
            /// <summary>A model.</summary>
            {{Attributes}}
            public sealed partial class Model
            {
                /// <summary>Makes a model.</summary>
                public Model(string name) => Name = name;
                /// <summary>Its name.</summary>
                public string Name { get; }
            }
            """,
        ["HidingMembers"] = $$"""
            using Rationale;
            namespace Hiding;
            /// <summary>Stands beside the model.</summary>
            public static class ReluLayer;
            /// <summary>Stands around the model.</summary>
            public partial class Outer
            {
                /// <summary>Hides the features.</summary>
                protected class FeatureMatrix;
                /// <summary>A model.</summary>
                {{Attributes}}
                public sealed partial class Model<Task> : Base
                {
                    /// <summary>Hides the kernels.</summary>
                    public int GemmKernels { get; set; }
                    /// <summary>Hides a namespace.</summary>
                    public static int System() => 1;
                    /// <summary>Hides the local of the same name only outside of methods.</summary>
                    public int examples, frame, x, Rationale;
                }
            }
            /// <summary>Below the model.</summary>
            public class Base
            {
                /// <summary>Hides the layer.</summary>
                protected int Dense;
            }
            """,
    };

    /// <summary>All shapes.</summary>
    public static IEnumerable<KeyValuePair<string, string>> All => Models.Concat(Types);

    private const string Attributes = "[Classifier(2)] [Input(3)] [Dense(4)] [Relu] [Dense(2)]";

    private static KeyValuePair<string, string> Model(string name, string attributes, params string[] blocks) => new(name, $$"""
        using Rationale;
        namespace Models;
        /// <summary>A model.</summary>
        {{attributes}}
        public sealed partial class {{name}};
        {{string.Join("\n", blocks.Select(block => "/// <summary>A block.</summary>\n" + block))}}
        """);

    /// <summary>The same model with a class inside it.</summary>
    private static KeyValuePair<string, string> WithNested(this KeyValuePair<string, string> model, string nested) =>
        new(model.Key, model.Value.Replace($"partial class {model.Key};", $"partial class {model.Key} {{ {nested} }}", StringComparison.Ordinal));
}
