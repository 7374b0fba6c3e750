using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads the attribute of one kind of layer into its record.</summary>
internal delegate Layer LayerReader(AttributeUse attribute, ReadingContext context);

/// <summary>Every layer attribute that the generator knows. A new layer is one file beside this one and one line here.</summary>
internal static class LayerTable
{
    /// <summary>Readers by the class name of the attribute. [Input] and [Join] are not here: they give shapes and no layers.</summary>
    public static IReadOnlyDictionary<string, LayerReader> Readers { get; } = new Dictionary<string, LayerReader>
    {
        [nameof(DenseAttribute)] = DenseReader.Read,
        [nameof(DropoutAttribute)] = DropoutReader.Read,
        [nameof(FlattenAttribute)] = static (_, _) => new FlattenLayer(),
        [nameof(ConvAttribute)] = ConvReader.Read,
        [nameof(MaxPoolAttribute)] = static (attribute, context) => new MaxPoolLayer(WindowReader.ReadPool(attribute, context)),
        [nameof(AveragePoolAttribute)] = static (attribute, context) => new AveragePoolLayer(WindowReader.ReadPool(attribute, context)),
        [nameof(ConvTransposeAttribute)] = ConvReader.ReadTransposed,
        [nameof(AdaptiveAveragePoolAttribute)] = SizeReaders.ReadAdaptiveAverage,
        [nameof(AdaptiveMaxPoolAttribute)] = SizeReaders.ReadAdaptiveMax,
        [nameof(ResizeAttribute)] = SizeReaders.ReadResize,
        [nameof(UpsampleAttribute)] = SizeReaders.ReadUpsample,
        [nameof(ReshapeAttribute)] = ReshapeReaders.ReadReshape,
        [nameof(PermuteAttribute)] = ReshapeReaders.ReadPermute,
        [nameof(EmbeddingAttribute)] = TokenReaders.ReadEmbedding,
        [nameof(PositionalEmbeddingAttribute)] = static (_, _) => new PositionalEmbeddingLayer(),
        [nameof(LastAxisDenseAttribute)] = TokenReaders.ReadDense,
        [nameof(AttentionAttribute)] = TokenReaders.ReadAttention,
        [nameof(GlobalAveragePoolAttribute)] = static (_, _) => new GlobalAveragePoolLayer(),
        [nameof(LayerNormAttribute)] = NormReaders.ReadLayerNorm,
        [nameof(BatchNormAttribute)] = NormReaders.ReadBatchNorm,
        [nameof(InstanceNormAttribute)] = NormReaders.ReadInstanceNorm,
        [nameof(ResidualAttribute)] = ResidualReader.Read,
        [nameof(ReluAttribute)] = static (_, _) => new ReluLayer(),
        [nameof(LeakyReluAttribute)] = ActivationReaders.ReadLeakyRelu,
        [nameof(EluAttribute)] = ActivationReaders.ReadElu,
        [nameof(GeluAttribute)] = static (_, _) => new GeluLayer(),
        [nameof(SiluAttribute)] = static (_, _) => new SiluLayer(),
        [nameof(TanhAttribute)] = static (_, _) => new TanhLayer(),
        [nameof(SigmoidAttribute)] = static (_, _) => new SigmoidLayer(),
        [nameof(SoftplusAttribute)] = static (_, _) => new SoftplusLayer(),
        [nameof(SoftmaxAttribute)] = static (_, _) => new SoftmaxLayer(),
    };
}
