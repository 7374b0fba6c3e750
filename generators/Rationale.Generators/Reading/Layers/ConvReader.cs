using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Conv].</summary>
internal static class ConvReader
{
    /// <summary>Reads filters, window, groups, bias and initialization.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new ConvAttribute(1, 1);
        return new Conv(
            context.Count(attribute, "filters"),
            WindowReader.ReadFilter(attribute, context, defaults),
            context.Count(attribute, nameof(ConvAttribute.Groups), defaults.Groups),
            attribute.Value(nameof(ConvAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(ConvAttribute.Initialization), defaults.Initialization));
    }
}
