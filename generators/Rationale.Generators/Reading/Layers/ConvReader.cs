using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Conv] and [ConvTranspose].</summary>
internal static class ConvReader
{
    /// <summary>Reads filters, window, groups, bias and initialization.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new ConvAttribute(1, 1);
        return new ConvLayer(
            context.Count(attribute, "filters"),
            WindowReader.ReadFilter(attribute, context, nameof(ConvAttribute.Dilation), defaults.Dilation),
            context.Count(attribute, nameof(ConvAttribute.Groups), defaults.Groups),
            attribute.Value(nameof(ConvAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(ConvAttribute.Initialization), defaults.Initialization));
    }

    /// <summary>Reads what [Conv] has, and the output padding.</summary>
    public static Layer ReadTransposed(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new ConvTransposeAttribute(1, 1);
        return new ConvTransposeLayer(
            context.Count(attribute, "filters"),
            WindowReader.ReadFilter(attribute, context, nameof(ConvTransposeAttribute.Dilation), defaults.Dilation),
            context.CountOrZero(attribute, nameof(ConvTransposeAttribute.OutputPadding)),
            context.Count(attribute, nameof(ConvTransposeAttribute.Groups), defaults.Groups),
            attribute.Value(nameof(ConvTransposeAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(ConvTransposeAttribute.Initialization), defaults.Initialization));
    }
}
