using Rationale.Graph.Models;

namespace Rationale.Generators.Reading;

/// <summary>Reads [Residual].</summary>
internal static class ResidualReader
{
    /// <summary>Reads the layers of the block that the attribute names; how often it is repeated is read with the stack.</summary>
    public static Layer Read(AttributeUse attribute, ReadingContext context)
    {
        var name = attribute.Type("block")?.Name ?? "null";
        return new ResidualLayer(name, context.Blocks.Layers(attribute, "block", context));
    }
}
