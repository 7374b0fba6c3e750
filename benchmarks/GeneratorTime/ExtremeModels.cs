namespace Rationale.Benchmarks.Generator;

/// <summary>Models whose code could grow with what it must not grow with: repetitions, classes, features.</summary>
internal static class ExtremeModels
{
    /// <summary>Name of a row and the source of its model, which is called <c>Extreme</c>.</summary>
    public static IReadOnlyList<(string Name, string What, string Source)> All { get; } =
    [
        ("layers-300", "150 pairs of [Dense(32)] [Relu] written out, RRR", Model($"[Classifier(10)] [Input(32)] {string.Concat(Enumerable.Repeat("[Dense(32), Relu] ", 150))}[Dense(10)] [ExplainConstraint]")),
        ("residual-1000", "[Residual(typeof(Inner), Times = 1000)] of two layers, RRR", Model(
            "[Classifier(10)] [Input(32)] [Residual(typeof(Inner), Times = 1000)] [Dense(10)] [ExplainConstraint]", "[Block] [Dense(32)] [Relu]")),
        ("residual-1000-targets", "the same in a project that references the GPU target and the torch target", Model(
            "[Classifier(10)] [Input(32)] [Residual(typeof(Inner), Times = 1000)] [Dense(10)] [ExplainConstraint]", "[Block] [Dense(32)] [Relu]") + Targets),
        ("resnet-10", "five and five [Residual] of two convolutions with batch norm, RRR", Model(
            "[Classifier(10)] [Input(16, 16, 3)] [Conv(8, 3, Padding = 1)] [Relu] [Residual(typeof(Inner), Times = 5)] [Conv(8, 3, Padding = 1, Stride = 2)] [Residual(typeof(Inner), Times = 5)] [GlobalAveragePool] [Dense(10)] [ExplainConstraint]",
            "[Block] [Conv(8, 3, Padding = 1)] [BatchNorm] [Relu] [Conv(8, 3, Padding = 1)] [BatchNorm] [Relu]")),
        ("transformer-12", "twelve blocks of attention and of dense layers, with dropout, RRR", Model(
            "[Classifier(3)] [Input(16)] [Embedding(100, 32)] [PositionalEmbedding] [Residual(typeof(Inner), Times = 12)] [GlobalAveragePool] [Dense(3)] [ExplainConstraint]",
            "[Block] [LayerNorm] [Attention(heads: 4)] [LayerNorm] [LastAxisDense(64)] [Gelu] [Dropout(0.1)] [LastAxisDense(32)]")),
        ("senn-1000-classes", "[SelfExplaining(8)] of 1,000 classes", Model("[Classifier(1000)] [Input(32)] [SelfExplaining(8)]")),
        ("senn-46341-classes", "[SelfExplaining(8)] of 46,341 classes, which a rule refuses", Model("[Classifier(46341)] [Input(32)] [SelfExplaining(8)]")),
        ("senn-46341-predicted", "the same, of which the penalty looks at the predicted one", Model("[Classifier(46341)] [Input(32)] [SelfExplaining(8, Class = TargetClass.Predicted)]")),
        ("smoothed-1024", "[Smoothed] over the single features of 1024×1024×3", Model("[Classifier(10)] [Input(1024, 1024, 3)] [Conv(4, 3, Stride = 8)] [Relu] [Flatten] [Dense(10)] [Smoothed(0.25)]")),
    ];

    /// <summary>A model that any version compiles at once.</summary>
    public static string Small { get; } = Model("[Classifier(3)] [Input(4)] [Dense(5)] [Relu] [Dense(3)] [ExplainConstraint]");

    /// <summary>What the generator looks for in order to write for the targets.</summary>
    private const string Targets = """

        namespace Rationale.Gpu { public sealed class GpuDevice; }
        namespace Rationale.Torch { public sealed class TorchDevice; }
        """;

    private static string Model(string attributes, string? block = null) => $$"""
        using Rationale;
        namespace Models
        {
            {{attributes}}
            public sealed partial class Extreme;
            {{(block is null ? "" : block + " public static class Inner;")}}
        }
        """;
}
