using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads the layers over tokens.</summary>
internal static class TokenReaders
{
    /// <summary>Reads [Embedding].</summary>
    public static Layer ReadEmbedding(AttributeUse attribute, ReadingContext context) => new EmbeddingLayer(context.Count(attribute, "vocabulary"), context.Count(attribute, "width"));

    /// <summary>Reads [LastAxisDense].</summary>
    public static Layer ReadDense(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new LastAxisDenseAttribute(1);
        return new LastAxisDenseLayer(
            context.Count(attribute, "units"),
            attribute.Value(nameof(LastAxisDenseAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(LastAxisDenseAttribute.Initialization), defaults.Initialization));
    }

    /// <summary>Reads [Attention].</summary>
    public static Layer ReadAttention(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new AttentionAttribute(1);
        return new AttentionLayer(
            context.Count(attribute, "heads"),
            attribute.Value(nameof(AttentionAttribute.Causal), defaults.Causal),
            attribute.Value(nameof(AttentionAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(AttentionAttribute.Initialization), defaults.Initialization));
    }
}
