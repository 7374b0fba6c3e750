using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads the layers that give images of a size: resizing and adaptive poolings.</summary>
internal static class SizeReaders
{
    /// <summary>Reads [Resize].</summary>
    public static Layer ReadResize(AttributeUse attribute, ReadingContext context) =>
        new ResizeLayer(context.Count(attribute, "height"), context.Count(attribute, "width"), Kind(attribute, context));

    /// <summary>Reads [Upsample].</summary>
    public static Layer ReadUpsample(AttributeUse attribute, ReadingContext context) => new UpsampleLayer(context.Count(attribute, "scale"), Kind(attribute, context));

    /// <summary>Reads [AdaptiveAveragePool].</summary>
    public static Layer ReadAdaptiveAverage(AttributeUse attribute, ReadingContext context) =>
        new AdaptiveAveragePoolLayer(context.Count(attribute, "height"), context.Count(attribute, "width"));

    /// <summary>Reads [AdaptiveMaxPool].</summary>
    public static Layer ReadAdaptiveMax(AttributeUse attribute, ReadingContext context) =>
        new AdaptiveMaxPoolLayer(context.Count(attribute, "height"), context.Count(attribute, "width"));

    private static ResizeKind Kind(AttributeUse attribute, ReadingContext context) => context.Choice(attribute, nameof(ResizeAttribute.Kind), default(ResizeKind));
}
