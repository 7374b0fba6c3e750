using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Dense].</summary>
internal static class DenseReader
{
    /// <summary>Reads units, bias and initialization.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
    {
        var defaults = new DenseAttribute(1);
        return new DenseLayer(
            context.Count(attribute, "units"),
            attribute.Value(nameof(DenseAttribute.Bias), defaults.Bias),
            context.Choice(attribute, nameof(DenseAttribute.Initialization), defaults.Initialization));
    }
}
